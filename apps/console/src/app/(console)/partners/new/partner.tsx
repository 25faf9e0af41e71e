'use client'

import { NamesField, RadioField, TextField } from '#change/fields.tsx'
import { places } from '#share/changes.ts'
import { nameOf } from '#share/naming.ts'
import { useSharing } from './sharing.tsx'

const ends = [
  ['yes', 'On a day', 'From the end of that day on, no account of the partner may sign in. You can move it later.'],
  ['no', 'It has no end', 'Say why: someone will ask.'],
] as const

export function PartnerStep() {
  const { draft, edit } = useSharing()
  const { displayName, contacts, purpose, owner, hasEnd, endsOn, noEndReason } = draft
  const of = { change: places.partner }
  return (
    <>
      <TextField
        {...of}
        label="Name of the partner"
        path="spec.displayName"
        value={displayName}
        onChange={displayName => edit({ displayName })}
        placeholder="Acme"
      />
      <TextField
        label="Technical name"
        path="metadata.name"
        change={places.cluster}
        mono
        value={nameOf(draft)}
        onChange={name => edit({ name })}
        hint="Of the virtual cluster that the partner gets. A name stays."
      />
      <RadioField
        {...of}
        label="End of the share"
        path="end"
        value={hasEnd ? 'yes' : 'no'}
        onChange={end => edit({ hasEnd: end === 'yes' })}
        options={ends}
      />
      {hasEnd ? (
        <TextField
          {...of}
          label="Last day (UTC)"
          path="spec.endsOn"
          type="date"
          value={endsOn}
          onChange={endsOn => edit({ endsOn })}
        />
      ) : (
        <TextField
          {...of}
          label="Why it has no end"
          path="spec.noEndReason"
          value={noEndReason}
          onChange={noEndReason => edit({ noEndReason })}
        />
      )}
      <NamesField
        {...of}
        label="Contacts"
        path="spec.contacts"
        value={contacts}
        onChange={contacts => edit({ contacts })}
        placeholder="kafka@acme.example"
        hint="E-mail addresses at the partner, for you. Nothing is sent."
      />
      <TextField
        {...of}
        label="Purpose"
        path="spec.purpose"
        value={purpose}
        onChange={purpose => edit({ purpose })}
        hint="What the topics are shared for."
      />
      <TextField
        {...of}
        label="Owner"
        path="spec.owner"
        value={owner}
        onChange={owner => edit({ owner })}
        hint="The team of yours that answers for this share."
      />
    </>
  )
}

import type { ReactNode } from 'react'
import { NamesField, RadioField, TextField } from '#change/fields.tsx'
import type { Terms } from '#share/terms.ts'

const ends = [
  ['yes', 'On a day', 'From the end of that day on, no account of the partner may sign in. You can move it later.'],
  ['no', 'It has no end', 'Say why: someone will ask.'],
] as const

type ShareFieldsProps = {
  /** The place of the Partner among the changes. */
  change: number
  terms: Terms
  onChange: (part: Partial<Omit<Terms, 'contacts'>> & { contacts?: string[] }) => void
  /** Stands after the name. */
  children?: ReactNode
}

export function ShareFields({ change, terms, onChange, children }: ShareFieldsProps) {
  const { displayName, contacts, purpose, owner, hasEnd, endsOn, noEndReason } = terms
  const of = { change }
  return (
    <>
      <TextField
        {...of}
        label="Name of the partner"
        path="spec.displayName"
        value={displayName}
        onChange={displayName => onChange({ displayName })}
        placeholder="Acme"
      />
      {children}
      <RadioField
        {...of}
        label="End of the share"
        path="end"
        value={hasEnd ? 'yes' : 'no'}
        onChange={end => onChange({ hasEnd: end === 'yes' })}
        options={ends}
      />
      {hasEnd ? (
        <TextField
          {...of}
          label="Last day (UTC)"
          path="spec.endsOn"
          type="date"
          value={endsOn}
          onChange={endsOn => onChange({ endsOn })}
        />
      ) : (
        <TextField
          {...of}
          label="Why it has no end"
          path="spec.noEndReason"
          value={noEndReason}
          onChange={noEndReason => onChange({ noEndReason })}
        />
      )}
      <NamesField
        {...of}
        label="Contacts"
        path="spec.contacts"
        value={[...contacts]}
        onChange={contacts => onChange({ contacts })}
        placeholder="kafka@acme.example"
        hint="E-mail addresses at the partner, for you. Nothing is sent."
      />
      <TextField
        {...of}
        label="Purpose"
        path="spec.purpose"
        value={purpose}
        onChange={purpose => onChange({ purpose })}
        hint="What the topics are shared for."
      />
      <TextField
        {...of}
        label="Owner"
        path="spec.owner"
        value={owner}
        onChange={owner => onChange({ owner })}
        hint="The team of yours that answers for this share."
      />
    </>
  )
}

'use client'

import { TextField } from '#change/fields.tsx'
import { places } from '#share/changes.ts'
import { nameOf } from '#share/naming.ts'
import { ShareFields } from '../share-fields.tsx'
import { useSharing } from './sharing.tsx'

export function PartnerStep() {
  const { draft, edit } = useSharing()
  return (
    <ShareFields change={places.partner} terms={draft} onChange={edit}>
      <TextField
        label="Technical name"
        path="metadata.name"
        change={places.cluster}
        mono
        value={nameOf(draft)}
        onChange={name => edit({ name })}
        hint="Of the virtual cluster that the partner gets. A name stays."
      />
    </ShareFields>
  )
}

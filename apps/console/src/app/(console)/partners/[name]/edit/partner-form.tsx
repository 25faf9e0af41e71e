'use client'

import Link from 'next/link'
import { useState } from 'react'
import { ChangeForm } from '#change/change-form.tsx'
import { merge } from '#change/merge.ts'
import { expectedOf, put } from '#change/wanted.ts'
import { buttonLook } from '#components/button.tsx'
import { partnerSpec, type Terms } from '#share/terms.ts'
import type { Partner } from '#trpc/provider.tsx'
import { ShareFields } from '../../share-fields.tsx'

const termsOf = ({ endsOn, noEndReason, purpose, owner, ...rest }: Partner['spec']): Terms => ({
  ...rest,
  hasEnd: endsOn !== undefined,
  endsOn: endsOn ?? '',
  noEndReason: noEndReason ?? '',
  purpose: purpose ?? '',
  owner: owner ?? '',
})

export function PartnerForm({ of }: { of: Partner }) {
  const [{ terms, base }, setState] = useState({ terms: termsOf(of.spec), base: of })
  const page = `/partners/${of.metadata.name}`
  return (
    <ChangeForm
      wanted={{ changes: [put({ ...of, spec: partnerSpec(terms) })] }}
      base={[expectedOf(of, base.generation)]}
      verb="Save changes"
      back={page}
      done={() => (
        <Link href={page} className={buttonLook('main')}>
          {`Go to ${terms.displayName}`}
        </Link>
      )}
      onMerge={() => setState({ terms: merge(termsOf(base.spec), termsOf(of.spec), terms), base: of })}
      onDiscard={() => setState({ terms: termsOf(of.spec), base: of })}
    >
      <ShareFields change={0} terms={terms} onChange={part => setState({ terms: { ...terms, ...part }, base })} />
    </ChangeForm>
  )
}

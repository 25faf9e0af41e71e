'use client'

import Link from 'next/link'
import { useState } from 'react'
import { ChangeForm } from '#change/change-form.tsx'
import { NamesField, RadioField, TextField } from '#change/fields.tsx'
import { merge } from '#change/merge.ts'
import { expectedOf, put } from '#change/wanted.ts'
import { buttonLook } from '#components/button.tsx'
import type { VirtualCluster } from '#trpc/provider.tsx'

export type Draft = Pick<VirtualCluster, 'kind' | 'apiVersion' | 'metadata' | 'spec'>

type VirtualClusterFormProps = {
  /** What is edited; absent where a new one is made. */
  of?: VirtualCluster
}

const fresh: Draft = {
  kind: 'VirtualCluster',
  apiVersion: 'gateway/v2',
  metadata: { name: '' },
  spec: { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] },
}

const modes = [
  ['KAFKA_API', 'One by one', 'Super users edit ACLs with kafka-acls, and this console edits them too.'],
  [
    'REST_API',
    'With the virtual cluster',
    'The whole list of ACLs is a part of the virtual cluster. There are no super users.',
  ],
] as const

/** The first right of a list that may not be empty. */
const firstAcl = {
  resourcePattern: { resourceType: 'TOPIC', name: '*', patternType: 'LITERAL' },
  principal: 'User:reader',
  host: '*',
  operation: 'DESCRIBE',
  permissionType: 'ALLOW',
} as const

export function VirtualClusterForm({ of }: VirtualClusterFormProps) {
  const [{ draft, base }, setState] = useState({ draft: of ?? fresh, base: of })
  const { metadata, spec } = draft
  const edit = (change: Partial<Draft['spec']>) => setState({ draft: { ...draft, spec: { ...spec, ...change } }, base })
  const setMode = (aclMode: (typeof modes)[number][0]) =>
    edit(
      aclMode === 'REST_API'
        ? { aclMode, superUsers: [], acls: [firstAcl] }
        : { aclMode, superUsers: ['admin'], acls: [] },
    )
  const page = of ? `/virtual-clusters/${of.metadata.name}` : '/virtual-clusters'
  return (
    <ChangeForm
      wanted={{ changes: [put(draft)] }}
      base={[expectedOf(draft, base?.generation ?? 'absent')]}
      verb={of ? 'Save changes' : 'Create virtual cluster'}
      back={page}
      done={() => (
        <Link href={`/virtual-clusters/${metadata.name}`} className={buttonLook('main')}>
          {`Go to ${metadata.name}`}
        </Link>
      )}
      {...(of &&
        base && {
          onMerge: () => setState({ draft: { ...draft, spec: merge(base.spec, of.spec, spec) }, base: of }),
          onDiscard: () => setState({ draft: of, base: of }),
        })}
    >
      <TextField
        label="Name"
        path="metadata.name"
        mono
        disabled={of !== undefined}
        value={metadata.name}
        onChange={name => setState({ draft: { ...draft, metadata: { name } }, base })}
        hint={of ? 'A name stays.' : 'It names the virtual cluster everywhere, also to its clients.'}
      />
      <RadioField
        label="How ACLs are edited"
        path="spec.aclMode"
        value={spec.aclMode}
        onChange={setMode}
        options={modes}
        disabled={of !== undefined}
        {...(of && { hint: 'It stays as it was created.' })}
      />
      {spec.aclMode === 'KAFKA_API' && (
        <NamesField
          label="Super users"
          path="spec.superUsers"
          value={spec.superUsers}
          onChange={superUsers => edit({ superUsers })}
          hint="Service accounts that may do everything in it, and give rights to the others. Yours, not the partner’s."
        />
      )}
    </ChangeForm>
  )
}

'use client'

import Link from 'next/link'
import { useState } from 'react'
import { ChangeForm } from '#change/change-form.tsx'
import { TextField } from '#change/fields.tsx'
import { expectedOf, put } from '#change/wanted.ts'
import { buttonLook } from '#components/button.tsx'
import { Status } from '#components/status.tsx'
import { isOf } from '../rules.ts'
import { useRules } from '../use-rules.ts'

export function AccountForm({ vCluster }: { vCluster: string }) {
  const [name, setName] = useState('')
  const page = `/virtual-clusters/${vCluster}/service-accounts`
  const manifest = {
    kind: 'GatewayServiceAccount',
    apiVersion: 'gateway/v2',
    metadata: { name, vCluster },
    spec: { type: 'LOCAL' },
  }
  return (
    <ChangeForm
      wanted={{ changes: [put(manifest)] }}
      base={[expectedOf(manifest, 'absent')]}
      verb="Create service account"
      back={page}
      effect={name !== '' && <Rights vCluster={vCluster} name={name} />}
      done={() => (
        <Link href={`${page}/${name}`} className={buttonLook('main')}>
          {`Go to ${name}, and issue its token`}
        </Link>
      )}
    >
      <TextField
        label="Name"
        path="metadata.name"
        mono
        value={name}
        onChange={setName}
        hint="Its clients sign in with it, and ACLs name it. A name stays."
      />
      <p className="max-w-prose text-ink-2">
        It signs in with a token of the gateway, which you issue on its page and pass on once.
      </p>
    </ChangeForm>
  )
}

/** An account of that name may have been there before, and rights outlast it. */
function Rights({ vCluster, name }: { vCluster: string; name: string }) {
  const { data } = useRules(vCluster)
  if (data === undefined) return null
  if (data.cluster.spec.superUsers.includes(name))
    return <Status tone="warn">{`${name} is a super user of ${vCluster}: it may do everything.`}</Status>
  const { length } = data.rules.filter(rule => isOf(rule, name))
  if (length === 0) return <Status tone="info">It can do nothing yet: no ACL is for it.</Status>
  return <Status tone="info">{`${length} ${length === 1 ? 'ACL is' : 'ACLs are'} for it already.`}</Status>
}

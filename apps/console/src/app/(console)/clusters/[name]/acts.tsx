'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Remove } from '#change/remove.tsx'
import { buttonLook } from '#components/button.tsx'
import { useMay } from '#components/may.tsx'
import type { PhysicalCluster } from '#trpc/provider.tsx'
import { ManagedElsewhere } from './managed-elsewhere.tsx'

export function Acts({ cluster: { metadata, managedBy } }: { cluster: PhysicalCluster }) {
  const { name } = metadata
  const { push } = useRouter()
  const mayWrite = useMay('write')
  if (managedBy !== undefined) return <ManagedElsewhere by={managedBy} />
  if (!mayWrite) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Link href={`/clusters/${name}/edit`} className={buttonLook()}>
        Edit
      </Link>
      <Remove
        what={`physical cluster ${name}`}
        name={name}
        changes={[{ op: 'delete', kind: 'PhysicalCluster', name }]}
        onDone={() => push('/clusters')}
      />
    </div>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Remove } from '#change/remove.tsx'
import { buttonLook } from '#components/button.tsx'
import { Facts } from '#components/facts.tsx'
import { InForce } from '#components/in-force.tsx'
import { Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Mono } from '#components/mono.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { Behind } from './behind.tsx'
import { Retiring } from './retiring.tsx'
import { UsedBy } from './used-by.tsx'

type Key = { vCluster: string; name: string }

export function Overview(key: Key) {
  const alias = useQuery(useTRPC().aliasTopic.get.queryOptions(key))
  return (
    <Live of={alias}>
      {({ spec, ...alias }) => (
        <>
          <Retiring vCluster={key.vCluster} alias={{ spec, ...alias }} />
          <Facts
            of={[
              ['State', <InForce key="state" kind="AliasTopic" {...key} />],
              [
                'Physical topic',
                <ObjectLink key="topic" href={`/clusters/${spec.physicalCluster}/topics/${spec.physicalName}`}>
                  <Mono>{spec.physicalName}</Mono>
                </ObjectLink>,
              ],
              [
                'Physical cluster',
                <ObjectLink key="cluster" href={`/clusters/${spec.physicalCluster}`}>
                  {spec.physicalCluster}
                </ObjectLink>,
              ],
              ['Size', <Behind key="size" of={spec} />],
            ]}
          />
          <Acts {...key} isRenamed={spec.retires !== undefined} />
          <UsedBy {...key} />
        </>
      )}
    </Live>
  )
}

/** The rights that name it stay: they are for whatever topic has that name. */
function Acts({ vCluster, name, isRenamed }: Key & { isRenamed: boolean }) {
  const { push } = useRouter()
  const list = `/virtual-clusters/${vCluster}/alias-topics`
  if (!useMay('write')) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Link href={`${list}/${name}/edit`} className={buttonLook()}>
        Edit
      </Link>
      {!isRenamed && (
        <Link href={`${list}/${name}/rename`} className={buttonLook()}>
          Rename
        </Link>
      )}
      <Remove
        what={`alias topic ${name}`}
        name={name}
        changes={[{ op: 'delete', kind: 'AliasTopic', vCluster, name }]}
        onDone={() => push(list)}
      />
    </div>
  )
}

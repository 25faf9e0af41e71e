'use client'

import { useQuery } from '@tanstack/react-query'
import { byteSize } from '#components/byte-size.ts'
import { Muted } from '#components/mono.tsx'
import { type AliasTopic, useTRPC } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'

/** How large the topic behind an alias is, where a gateway can tell. */
export function Behind({ of: { physicalCluster, physicalName } }: { of: AliasTopic['spec'] }) {
  const options = useTRPC().physicalCluster.topic.queryOptions(
    { name: physicalCluster, topic: physicalName },
    { trpc: { context: { alone: true } } },
  )
  const { data, error } = useQuery({ ...options, meta: asking })
  if (error) return <Muted>{`Not known: ${error.message}`}</Muted>
  if (data === undefined) return <Muted>…</Muted>
  const { length } = data.partitions
  const partitions = `${length} ${length === 1 ? 'partition' : 'partitions'}`
  return data.sizeBytes === null ? partitions : `${partitions}, ${byteSize(data.sizeBytes)}`
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { useTRPC } from '#trpc/provider.tsx'

export function AliasCount({ name }: { name: string }) {
  const { data } = useQuery(useTRPC().aliasTopic.list.queryOptions())
  return data?.filter(({ metadata }) => metadata.vCluster === name).length ?? <Muted>…</Muted>
}

/** The gateways that have an address for it and report nothing wrong with it. */
export function Serving({ name }: { name: string }) {
  const { data } = useQuery(useTRPC().gateway.list.queryOptions())
  if (data === undefined) return <Muted>…</Muted>
  const failing = data.filter(({ errors }) =>
    errors.some(error => error.vCluster === name || (error.kind === 'VirtualCluster' && error.name === name)),
  )
  const serving = data.filter(gateway => name in gateway.addresses && !gateway.stale && !failing.includes(gateway))
  const words = `${serving.length} of ${data.length} gateways`
  if (failing.length > 0) return <Status tone="bad">{words}</Status>
  if (serving.length === data.length && data.length > 0) return <Status tone="ok">{words}</Status>
  return <Status tone={serving.length === 0 ? 'unknown' : 'warn'}>{words}</Status>
}

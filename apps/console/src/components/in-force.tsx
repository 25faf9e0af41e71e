'use client'

import { useQuery } from '@tanstack/react-query'
import { Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { type Gateway, useTRPC } from '#trpc/provider.tsx'

type Resource = { kind: string; metadata: { name: string; vCluster?: string | undefined }; generation: number }

/** A change is in force where a gateway has taken it over and has no error to report for it. */
const runs = ({ generation, errors }: Gateway, resource: Resource) =>
  generation >= resource.generation &&
  !errors.some(error => error.kind === resource.kind && error.name === resource.metadata.name)

export function InForce({ resource }: { resource: Resource }) {
  const { data } = useQuery(useTRPC().gateway.list.queryOptions())
  if (data === undefined) return <Muted>…</Muted>
  const count = data.gateways.filter(gateway => runs(gateway, resource)).length
  const of = data.gateways.length
  if (of === 0) return <Status tone="unknown">No gateway runs</Status>
  return <Status tone={count === of ? 'ok' : 'warn'}>{`In force on ${count} of ${of} gateways`}</Status>
}

'use client'

import { useQuery } from '@tanstack/react-query'
import type { Expected } from '#change/wanted.ts'
import { Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { useTRPC } from '#trpc/provider.tsx'

type InForceProps = { kind: Expected['kind']; vCluster?: string; name: string }

/** On how many gateways an object is in force as it stands here; which lag, and why. */
export function InForce(key: InForceProps) {
  const { data } = useQuery(useTRPC().gateway.inForce.queryOptions(key))
  if (data === undefined) return <Muted>…</Muted>
  const { on, of, behind } = data
  if (of === 0) return <Status tone="unknown">No gateway runs</Status>
  return (
    <>
      <Status tone={on === of ? 'ok' : 'warn'}>{`In force on ${on} of ${of} gateways`}</Status>
      {behind.map(({ gateway, reason }) => (
        <p key={gateway} className="text-ink-2 text-xs">{`${gateway}: ${reason}`}</p>
      ))}
    </>
  )
}

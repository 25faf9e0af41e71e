'use client'

import { useMutation } from '@tanstack/react-query'
import { Button } from '#components/button.tsx'
import { ConnectionTrial } from '#components/connection-trial.tsx'
import { Failure } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Notice } from '#components/notice.tsx'
import { useTRPC } from '#trpc/provider.tsx'

/** A cluster that is stored, or one as it would be: what is left out of its secrets is as it is stored. */
type ConnectionTestProps = { name: string } | { manifest: object }

/** Connects from every gateway anew, and tells what each of them found. */
export function ConnectionTest(props: ConnectionTestProps) {
  const test = useMutation(useTRPC().physicalCluster.test.mutationOptions({ trpc: { context: { alone: true } } }))
  const mayTest = useMay('write')
  if (!mayTest) return <p className="text-ink-2">To test the connection takes a role that may change things.</p>
  const input = 'name' in props ? { name: props.name } : { manifest: props.manifest }
  const { data, error, isPending } = test
  return (
    <div className="space-y-3" aria-busy={isPending}>
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={isPending} onClick={() => test.mutate(input)}>
          {isPending ? 'Testing from every gateway…' : data ? 'Test again' : 'Test connection'}
        </Button>
        <p role="status" className="text-ink-2">
          {data && !isPending && sumOf(data.gateways)}
        </p>
      </div>
      {error && <Failure error={error} />}
      {data?.gateways.length === 0 && (
        <Notice tone="unknown" what="No gateway runs" why="Only gateways reach Kafka clusters." next="Start one." />
      )}
      {data && data.gateways.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {data.gateways.map(trial => (
            <ConnectionTrial key={trial.gateway} of={trial} />
          ))}
        </ul>
      )}
    </div>
  )
}

const sumOf = (gateways: readonly { state: string }[]): string =>
  gateways.length === 0
    ? ''
    : `${gateways.filter(({ state }) => state === 'ok').length} of ${gateways.length} gateways can connect.`

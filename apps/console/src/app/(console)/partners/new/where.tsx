'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId } from 'react'
import { useFaults } from '#change/faults.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { Mono } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { ofDraft } from '#share/faults.ts'
import { type Gateway, type PhysicalCluster, useTRPC } from '#trpc/provider.tsx'
import { Leaks } from './leaks.tsx'
import { useSharing } from './sharing.tsx'

export function WhereStep() {
  const trpc = useTRPC()
  const clusters = useQuery(trpc.physicalCluster.list.queryOptions())
  const gateways = useQuery(trpc.gateway.list.queryOptions())
  const data = clusters.data && gateways.data && { clusters: clusters.data, gateways: gateways.data }
  return (
    <>
      <Live of={{ data, error: clusters.error ?? gateways.error }}>
        {({ clusters, gateways }) =>
          clusters.length === 0 ? <NoCluster /> : <Clusters clusters={clusters} gateways={gateways} />
        }
      </Live>
      <Leaks />
    </>
  )
}

const NoCluster = () => (
  <Empty title="No physical cluster yet" about="What you share lives on a Kafka cluster that the gateways reach.">
    <Link href="/clusters" className="text-accent underline underline-offset-2">
      Go to physical clusters
    </Link>
  </Empty>
)

function Clusters({ clusters, gateways }: { clusters: readonly PhysicalCluster[]; gateways: readonly Gateway[] }) {
  const { draft, edit } = useSharing()
  const faults = useFaults('cluster', ofDraft)
  const name = useId()
  const choose = (cluster: string) => {
    // Topics are of one cluster: those of another are not there.
    if (cluster !== draft.cluster) edit({ cluster, topics: [] })
  }
  return (
    <fieldset className="grid gap-2" aria-describedby={faults.control['aria-describedby']}>
      <legend className="pb-1.5 text-ink-2">Physical cluster</legend>
      {clusters.map(cluster => {
        const { on, of, reason, brokers } = standingOf(cluster, gateways)
        return (
          <label
            key={cluster.metadata.name}
            className="flex gap-3 rounded-lg border border-line px-3 py-2.5 has-checked:border-accent has-checked:bg-accent/5 has-disabled:opacity-60"
          >
            <input
              {...faults.control}
              type="radio"
              name={name}
              className="mt-1 accent-accent"
              disabled={on === 0}
              checked={draft.cluster === cluster.metadata.name}
              onChange={() => choose(cluster.metadata.name)}
            />
            <span className="min-w-0 space-y-0.5">
              <span className="block font-medium">{cluster.metadata.name}</span>
              <span className="block">
                <Status tone={on === 0 ? 'bad' : on < of ? 'warn' : 'ok'}>
                  {on === 0 ? reason : `Connected on ${on} of ${of} gateways, ${brokers}`}
                </Status>
              </span>
            </span>
          </label>
        )
      })}
      {faults.words}
      <span className="text-ink-3 text-xs">All topics of a partner are on one physical cluster.</span>
    </fieldset>
  )
}

function standingOf({ metadata, spec }: PhysicalCluster, gateways: readonly Gateway[]) {
  const of = gateways.length
  if (spec.role === 'failover') return { on: 0, of, brokers: '', reason: 'A failover cluster has no topics of its own' }
  const views = gateways
    .filter(({ stale }) => !stale)
    .flatMap(({ clusters }) => clusters.filter(({ name }) => name === metadata.name))
  const live = views.filter(({ reachable }) => reachable)
  const count = Math.max(0, ...live.map(({ brokers }) => brokers.filter(({ live }) => live).length))
  const brokers = `${count} ${count === 1 ? 'broker' : 'brokers'}`
  const reason = views.find(({ error }) => error !== undefined)?.error ?? 'No gateway is connected to it'
  return { on: live.length, of, brokers, reason }
}

/** Where the partner's clients will connect: a gateway has one address for each broker of the cluster. */
export const addressesOf = (cluster: string, gateways: readonly Gateway[]): string[] =>
  gateways.flatMap(({ clusters }) =>
    clusters.filter(({ name }) => name === cluster).flatMap(({ brokers }) => brokers.map(({ address }) => address)),
  )

export const ClusterName = ({ of }: { of: string }) => (of === '' ? 'Not chosen yet' : <Mono>{of}</Mono>)

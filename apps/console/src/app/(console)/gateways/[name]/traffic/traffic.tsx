'use client'

import { useQuery } from '@tanstack/react-query'
import type { TrafficOf } from '@tidegate/api'
import { useState } from 'react'
import { since } from '#components/ago.tsx'
import { Empty } from '#components/empty.tsx'
import { control } from '#components/field.tsx'
import { Failure } from '#components/live.tsx'
import { Notice } from '#components/notice.tsx'
import { Skeleton } from '#components/skeleton.tsx'
import { isUnanswered } from '#components/trouble.ts'
import { useTRPC } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'
import { Counts } from './counts.tsx'
import { Figures } from './figures.tsx'
import { addUp, isIdle } from './rates.ts'
import { Shares } from './shares.tsx'

/** As often as a gateway counts: nobody announces what its clients do. */
const askMs = 5_000

export function Traffic({ name }: { name: string }) {
  const { data, error } = useQuery({
    ...useTRPC().gateway.traffic.queryOptions({ gateway: name }, { trpc: { context: { alone: true } } }),
    refetchInterval: askMs,
    meta: asking,
  })
  return (
    <>
      {error && (isUnanswered(error) ? <Unanswered why={error.message} known={data} /> : <Failure error={error} />)}
      {data && <Told of={data} />}
      {!data && !error && <Skeleton />}
    </>
  )
}

const Unanswered = ({ why, known }: { why: string; known: TrafficOf | undefined }) => (
  <Notice
    tone="unknown"
    what="Unknown: the gateway does not answer"
    why={`${why}.`}
    next={
      known
        ? 'What follows is what it told last. This page asks again every five seconds.'
        : 'It may serve its clients all the same. This page asks again every five seconds.'
    }
  />
)

function Told({ of }: { of: TrafficOf }) {
  return (
    <>
      {isIdle(of) ? <NoTraffic of={of} /> : <Flows of={of} />}
      <Counts of={of} />
    </>
  )
}

/** A gateway that started just now has not looked for so long. */
function NoTraffic({ of: { samples } }: { of: TrafficOf }) {
  const seconds = samples.reduce((total, each) => total + each.seconds, 0)
  const time = seconds > 890 ? '15 minutes' : since(seconds)
  return (
    <Empty
      title={`No traffic in the last ${time}`}
      about="Requests of Kafka clients are drawn here as soon as there are some. The address that clients connect to stands on the page of their virtual cluster."
    />
  )
}

const all = 'all'
const rest = 'rest'

function Flows({ of }: { of: TrafficOf }) {
  const { samples, virtualClusters, others } = of
  const [chosen, setChosen] = useState(all)
  const one = virtualClusters.find(({ virtualCluster }) => chosen === `one ${virtualCluster}`)
  const flow = chosen === rest ? others : (one ?? addUp([...virtualClusters, others], samples.length))
  return (
    <>
      <Figures samples={samples} flow={flow}>
        <select
          aria-label="Virtual cluster"
          value={chosen === rest || one ? chosen : all}
          onChange={({ target }) => setChosen(target.value)}
          className={`${control} max-w-64 py-1.5`}
        >
          <option value={all}>All virtual clusters</option>
          {virtualClusters.map(({ virtualCluster }) => (
            <option key={virtualCluster} value={`one ${virtualCluster}`}>
              {virtualCluster}
            </option>
          ))}
          {others.requests.some(count => count > 0) && <option value={rest}>All others</option>}
        </select>
      </Figures>
      <Shares of={of} />
    </>
  )
}

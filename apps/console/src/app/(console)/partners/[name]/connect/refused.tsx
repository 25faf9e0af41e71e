'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Notice } from '#components/notice.tsx'
import { type Connections, useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

type Refusal = Connections['refusals'][number]
type RefusedProps = { cluster: VirtualCluster; refusals: readonly Refusal[]; isConnected: boolean }

const mostShown = 3

const causes: Readonly<Record<string, { what: string; next: string }>> = {
  credentials: {
    what: 'Wrong credentials',
    next: 'Compare user name and password with what was handed over, or issue another credential.',
  },
  mechanism: { what: 'Wrong SASL mechanism', next: 'Set sasl.mechanism=PLAIN.' },
  protocol: {
    what: 'Not as Kafka says',
    next: 'Set security.protocol=SASL_PLAINTEXT, and call it with a Kafka client.',
  },
  timeout: { what: 'Too slow', next: 'Look at the network between the client and the gateway.' },
  limit: {
    what: 'A limit was reached',
    next: 'Close connections that are not used, or raise the limit of the gateway.',
  },
  closed: { what: 'The client left', next: 'It ended before it had signed in: its own log says why.' },
  stopping: { what: 'The gateway stops', next: 'The client connects again by itself.' },
}

/** The last that were refused: for certain of this partner, and, as long as nobody has connected, those who told no name. */
export function Refused({ cluster, refusals, isConnected }: RefusedProps) {
  const { name } = cluster.metadata
  const { data: accounts = [] } = useQuery(useTRPC().gatewayServiceAccount.list.queryOptions({ vCluster: name }))
  const users = new Set(accounts.map(({ metadata }) => metadata.name))
  const isTheirs = ({ user, virtualCluster }: Refusal) =>
    virtualCluster === name || (virtualCluster === undefined && user !== undefined && users.has(user))
  const isNobodys = ({ user }: Refusal) => user === undefined && !isConnected
  const alike = Map.groupBy(
    refusals.filter(each => isTheirs(each) || isNobodys(each)),
    keyOf,
  )
  return [...alike].slice(0, mostShown).map(([key, all]) => <Line key={key} of={all[0]!} times={all.length} />)
}

/** A client tries again and again: what differs only in time is told once. */
const keyOf = ({ refusal, reason, host, user, software }: Refusal) => [refusal, reason, host, user, software].join(' ')

function Line({ of: { refusal, reason, at, host, user, software }, times }: { of: Refusal; times: number }) {
  const { what, next } = causes[refusal] ?? { what: refusal, next: 'Look at the log of the gateway.' }
  const who = `${software ?? 'A client'} from ${host}, ${user === undefined ? 'who told no name' : `as ${user}`}`
  return (
    <Notice
      tone="warn"
      what={`Refused: ${what.charAt(0).toLowerCase()}${what.slice(1)}`}
      why={
        <>
          {who}, {times > 1 && `${times} times, last `}
          <Ago at={at} />: {reason}.
        </>
      }
      next={next}
    />
  )
}

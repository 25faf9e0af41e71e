'use client'

import { useQuery } from '@tanstack/react-query'
import { Loader } from 'lucide-react'
import { Ago } from '#components/ago.tsx'
import { Live } from '#components/live.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Connections, type TokenUse, useTRPC, type VirtualCluster } from '#trpc/provider.tsx'
import { Refused } from './refused.tsx'

type Client = Connections['clients'][number]

/** From the gateways' own record of who connects and who is refused. */
export function FirstConnection({ cluster }: { cluster: VirtualCluster }) {
  const trpc = useTRPC()
  const { name } = cluster.metadata
  const connections = useQuery(trpc.connection.list.queryOptions({ virtualCluster: name }))
  const { data: usage = [] } = useQuery(trpc.gatewayServiceAccount.usage.queryOptions({ vCluster: name }))
  const isTheirs = (user: string) => !cluster.spec.superUsers.includes(user)
  return (
    <Section title="Connections">
      <Live of={connections}>
        {({ clients, refusals }) => {
          const connected = clients.filter(({ user }) => isTheirs(user))
          const last = lastOf(usage.filter(({ username }) => isTheirs(username)))
          return (
            <div className="space-y-4" aria-live="polite">
              {connected.length > 0 ? <Connected clients={connected} /> : last ? <Before use={last} /> : <Waiting />}
              <Refused cluster={cluster} refusals={refusals} isConnected={connected.length > 0 || last !== undefined} />
            </div>
          )
        }}
      </Live>
    </Section>
  )
}

/** Of those that were used, the one that was used last. */
const lastOf = (usage: readonly TokenUse[]): TokenUse | undefined =>
  usage
    .filter(({ lastSeenAt }) => lastSeenAt !== undefined)
    .toSorted((a, b) => b.lastSeenAt!.localeCompare(a.lastSeenAt!))[0]

const Waiting = () => (
  <p className="flex items-start gap-2 text-ink-2">
    <Loader aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
    Waiting for your partner’s first connection…
  </p>
)

const unnamed = 'a client that does not say what it is'

const Connected = ({ clients }: { clients: readonly Client[] }) => (
  <ul className="space-y-2">
    {clients.map(({ gateway, user, host, software, since }) => (
      <li key={[gateway, user, host, software].join(' ')}>
        <Status tone="ok">
          Connected: {software ?? unnamed} from {host}, user {user}, <Ago at={since} />
        </Status>
      </li>
    ))}
  </ul>
)

const Before = ({ use: { username, host, software, lastSeenAt } }: { use: TokenUse }) => (
  <Status tone="ok">
    Connected before, not now: {software ?? unnamed} from {host}, user {username}, last <Ago at={lastSeenAt!} />
  </Status>
)

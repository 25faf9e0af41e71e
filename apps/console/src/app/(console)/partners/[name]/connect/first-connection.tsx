'use client'

import { useQuery } from '@tanstack/react-query'
import { Loader } from 'lucide-react'
import { Ago } from '#components/ago.tsx'
import { Live } from '#components/live.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Connections, useTRPC, type VirtualCluster } from '#trpc/provider.tsx'
import { Refused } from './refused.tsx'

/** From the gateways' own record of who connects and who is refused. */
export function FirstConnection({ cluster }: { cluster: VirtualCluster }) {
  const virtualCluster = cluster.metadata.name
  const connections = useQuery(useTRPC().connection.list.queryOptions({ virtualCluster }))
  return (
    <Section title="Connections">
      <Live of={connections}>
        {({ clients, refusals }) => {
          const theirs = clients.filter(({ user }) => !cluster.spec.superUsers.includes(user))
          return (
            <div className="space-y-4" aria-live="polite">
              {theirs.length === 0 ? <Waiting /> : <Connected clients={theirs} />}
              <Refused cluster={cluster} refusals={refusals} isConnected={theirs.length > 0} />
            </div>
          )
        }}
      </Live>
    </Section>
  )
}

const Waiting = () => (
  <p className="flex items-start gap-2 text-ink-2">
    <Loader aria-hidden="true" className="mt-0.5 size-4 shrink-0 animate-breathe" />
    Waiting for your partner’s first connection…
  </p>
)

const Connected = ({ clients }: { clients: Connections['clients'] }) => (
  <ul className="space-y-2">
    {clients.map(({ gateway, user, host, software, since }) => (
      <li key={[gateway, user, host, software].join(' ')}>
        <Status tone="ok">
          Connected: {software ?? 'a client that does not say what it is'} from {host}, user {user}, <Ago at={since} />
        </Status>
      </li>
    ))}
  </ul>
)

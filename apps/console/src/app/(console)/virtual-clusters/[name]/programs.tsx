import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { Chooser } from '#components/choices.tsx'
import { Live } from '#components/live.tsx'
import { Snippets } from '#components/snippets.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

type ProgramsProps = { cluster: VirtualCluster; bootstrapServers: string }

/** Programs for any account and topic of a virtual cluster. */
export function Programs({ cluster, bootstrapServers }: ProgramsProps) {
  const trpc = useTRPC()
  const vCluster = cluster.metadata.name
  const aliases = useQuery(trpc.aliasTopic.list.queryOptions({ vCluster }))
  const accounts = useQuery(trpc.gatewayServiceAccount.list.queryOptions({ vCluster }))
  const data = aliases.data && accounts.data && { topics: namesOf(aliases.data), usernames: namesOf(accounts.data) }
  return (
    <Live of={{ data, error: aliases.error ?? accounts.error }}>
      {({ topics, usernames }) =>
        topics.length === 0 || usernames.length === 0 ? (
          <NoAccount vCluster={vCluster} />
        ) : (
          <ForAccount
            bootstrapServers={bootstrapServers}
            usernames={plainFirst(usernames, cluster.spec.superUsers)}
            topics={topics}
          />
        )
      }
    </Live>
  )
}

type ForAccountProps = { bootstrapServers: string; usernames: readonly string[]; topics: readonly string[] }

function ForAccount({ usernames, ...rest }: ForAccountProps) {
  const [picked, setPicked] = useState<string>()
  const username = usernames.find(name => name === picked) ?? usernames[0]!
  const choice = usernames.length > 1 && (
    <Chooser label="Account" value={username} options={usernames} onChoose={setPicked} />
  )
  return (
    <div className="space-y-3 pt-3">
      <h3 className="font-medium">Programs to start from</h3>
      <Snippets {...rest} username={username} can="both" choice={choice} />
    </div>
  )
}

const namesOf = (resources: readonly { metadata: { name: string } }[]) => resources.map(({ metadata }) => metadata.name)

/** Who may do everything is not whom a program should sign in as. */
const plainFirst = (usernames: readonly string[], superUsers: readonly string[]) =>
  usernames.toSorted((a, b) => Number(superUsers.includes(a)) - Number(superUsers.includes(b)))

const NoAccount = ({ vCluster }: { vCluster: string }) => (
  <p className="text-ink-2">
    Programs that connect stand here with the first{' '}
    <Link href={`/virtual-clusters/${vCluster}/service-accounts`} className="text-accent underline underline-offset-2">
      service account
    </Link>
    .
  </p>
)

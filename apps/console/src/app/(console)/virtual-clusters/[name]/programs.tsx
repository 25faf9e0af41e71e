import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { Chooser } from '#components/choices.tsx'
import { groupOf } from '#components/group-of.ts'
import { Live } from '#components/live.tsx'
import { Snippets } from '#components/snippets.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

/** More than one looks through in a list that opens. */
const limit = 200

type ProgramsProps = { cluster: VirtualCluster; bootstrapServers: string }

/** Programs for any account and topic of a virtual cluster. */
export function Programs({ cluster, bootstrapServers }: ProgramsProps) {
  const trpc = useTRPC()
  const vCluster = cluster.metadata.name
  const aliases = useQuery(trpc.aliasTopic.page.queryOptions({ vCluster, limit }))
  const accounts = useQuery(trpc.gatewayServiceAccount.page.queryOptions({ vCluster, limit }))
  const data = aliases.data && accounts.data && { aliases: aliases.data, usernames: namesOf(accounts.data) }
  return (
    <Live of={{ data, error: aliases.error ?? accounts.error }}>
      {({ aliases, usernames }) =>
        aliases.total === 0 || usernames.length === 0 ? (
          <NoAccount vCluster={vCluster} />
        ) : (
          <ForAccount
            vCluster={vCluster}
            bootstrapServers={bootstrapServers}
            usernames={plainFirst(usernames, cluster.spec.superUsers)}
            topics={namesOf(aliases)}
            total={aliases.total}
          />
        )
      }
    </Live>
  )
}

type ForAccountProps = {
  vCluster: string
  bootstrapServers: string
  usernames: readonly string[]
  topics: readonly string[]
  /** Of topics, of which the first are here. */
  total: number
}

function ForAccount({ vCluster, usernames, total, ...rest }: ForAccountProps) {
  const [picked, setPicked] = useState<string>()
  const username = usernames.find(name => name === picked) ?? usernames[0]!
  const group = useGroup(vCluster, username)
  const choice = usernames.length > 1 && (
    <Chooser label="Account" value={username} options={usernames} onChoose={setPicked} />
  )
  return (
    <div className="space-y-3 pt-3">
      <h3 className="font-medium">Programs to start from</h3>
      {total > limit && (
        <p className="text-ink-2">{`The first ${limit} of ${total} topics can be chosen here. For another, put its name where the program has this one’s.`}</p>
      )}
      <Snippets {...rest} {...(group && { group })} username={username} can="both" choice={choice} />
    </div>
  )
}

/** One that the account may already read as, where its ACLs name any. */
function useGroup(vCluster: string, username: string): string | undefined {
  const rules = { vCluster, principal: `User:${username}`, resourceType: 'GROUP', permissionType: 'ALLOW', limit: 1 }
  const { data } = useQuery(useTRPC().acl.page.queryOptions(rules))
  return data?.rows[0] && groupOf(data.rows[0].spec, username)
}

const namesOf = ({ rows }: { rows: readonly { metadata: { name: string } }[] }) =>
  rows.map(({ metadata }) => metadata.name)

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

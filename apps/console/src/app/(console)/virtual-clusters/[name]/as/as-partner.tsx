'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryStates } from 'nuqs'
import { useId } from 'react'
import { SelectField } from '#change/fields.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { Seen } from './seen.tsx'

/** What a client sees that signs in as an account: chosen in the address. */
export function AsPartner({ vCluster }: { vCluster: string }) {
  const accounts = useQuery(useTRPC().gatewayServiceAccount.list.queryOptions({ vCluster }))
  const [{ user }, set] = useQueryStates({ user: parseAsString })
  const id = useId()
  return (
    <Live of={accounts}>
      {accounts => {
        const users = accounts.map(({ metadata }) => metadata.name)
        const chosen = user ?? users[0]
        if (chosen === undefined) return <NoAccount />
        return (
          <>
            <div className="max-w-80">
              <SelectField
                label="As the account"
                path={id}
                value={chosen}
                onChange={user => void set({ user }, { history: 'push' })}
                options={[...new Set([chosen, ...users])].sort().map(each => [each, each] as const)}
              />
            </div>
            <View vCluster={vCluster} user={chosen} />
          </>
        )
      }}
    </Live>
  )
}

function View({ vCluster, user }: { vCluster: string; user: string }) {
  const view = useQuery(useTRPC().access.partnerView.queryOptions({ vCluster, user }))
  return <Live of={view}>{view => <Seen view={view} />}</Live>
}

const NoAccount = () => (
  <Empty
    title="No service account yet"
    about="What a partner sees depends on the account that it signs in as. Make one under Service accounts first."
  />
)

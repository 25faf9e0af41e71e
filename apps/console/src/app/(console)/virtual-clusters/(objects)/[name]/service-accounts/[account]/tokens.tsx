'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago, useNow } from '#components/ago.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { Until } from '#components/until.tsx'
import { type UsedToken, useTRPC } from '#trpc/provider.tsx'
import { IssueToken } from './issue-token.tsx'
import { RevokeToken } from './revoke-token.tsx'

type TokensProps = { vCluster: string; account: string }

/** What the account signs in with, each until it expires, is replaced or is revoked; who used it, and what it used before. */
export function Tokens({ vCluster, account }: TokensProps) {
  const usage = useQuery(useTRPC().gatewayServiceAccount.usage.queryOptions({ vCluster }))
  const mayWrite = useMay('write')
  const now = useNow()
  const works = ({ revokedAt, expiresAt }: UsedToken) =>
    revokedAt === undefined && (now === undefined || Date.parse(expiresAt) / 1000 > now)
  return (
    <Section title="Tokens">
      <Live of={usage}>
        {tokens => {
          const own = tokens.filter(({ username }) => username === account)
          const rows = own.filter(works)
          const past = own.filter(token => !works(token))
          return (
            <>
              {rows.length === 0 ? (
                <NoToken account={account} />
              ) : (
                <Table
                  label="Tokens"
                  rowKey={({ token }) => token}
                  rows={rows}
                  columns={mayWrite ? [...columns, actsIn(vCluster)] : columns}
                />
              )}
              {past.length > 0 && <Past of={past} />}
            </>
          )
        }}
      </Live>
      {mayWrite && <IssueToken vCluster={vCluster} account={account} />}
    </Section>
  )
}

const NoToken = ({ account }: { account: string }) => (
  <Empty
    title="No token that works"
    about={`${account} cannot sign in. Issue a token and pass it on: it is the password, and ${account} the user name.`}
  />
)

const Past = ({ of }: { of: readonly UsedToken[] }) => (
  <details>
    <summary className="cursor-pointer text-ink-2 hover:text-ink-1">
      {of.length === 1 ? 'One that was used and works no more' : `${of.length} that were used and work no more`}
    </summary>
    <div className="pt-3">
      <Table label="Tokens of before" rowKey={({ token }) => token} rows={of} columns={pastColumns} />
    </div>
  </details>
)

const id: Column<UsedToken> = { name: 'Token', cell: ({ token }) => <Mono>{token}</Mono> }
const lastUsed: Column<UsedToken> = { name: 'Last used', cell: token => <LastUsed of={token} /> }

const columns: readonly Column<UsedToken>[] = [
  id,
  { name: 'Issued', cell: ({ issuedAt }) => <Ago at={issuedAt} /> },
  { name: 'Expires', cell: ({ expiresAt }) => <Until at={expiresAt} /> },
  lastUsed,
]

const pastColumns: readonly Column<UsedToken>[] = [
  id,
  {
    name: 'Ended',
    cell: ({ revokedAt, expiresAt }) => (
      <>
        {revokedAt === undefined ? 'Expired ' : 'Revoked '}
        <Ago at={revokedAt ?? expiresAt} />
      </>
    ),
  },
  lastUsed,
]

function LastUsed({ of: { lastSeenAt, software, host, gateway, connections } }: { of: UsedToken }) {
  if (lastSeenAt === undefined) return <Muted>Not yet</Muted>
  return (
    <div className="grid gap-0.5">
      {connections > 0 ? (
        <Status tone="ok">{`Now, ${connections} ${connections === 1 ? 'connection' : 'connections'}`}</Status>
      ) : (
        <Ago at={lastSeenAt} />
      )}
      <span className="text-ink-2 text-xs">
        {`${software ?? 'A client that gives no name'} from ${host} at ${gateway}`}
      </span>
    </div>
  )
}

const actsIn = (vCluster: string): Column<UsedToken> => ({
  name: 'Acts',
  cell: token => (
    <span className="flex flex-wrap gap-2">
      <IssueToken vCluster={vCluster} account={token.username} replaces={token.token} />
      <RevokeToken vCluster={vCluster} of={token} />
    </span>
  ),
})

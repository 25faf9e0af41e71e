'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Mono } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { type Column, Table } from '#components/table.tsx'
import { Until } from '#components/until.tsx'
import { type Token, useTRPC } from '#trpc/provider.tsx'
import { IssueToken } from './issue-token.tsx'
import { RevokeToken } from './revoke-token.tsx'

type TokensProps = { vCluster: string; account: string }

/** What the account signs in with, each until it expires, is replaced or is revoked. */
export function Tokens({ vCluster, account }: TokensProps) {
  const tokens = useQuery(useTRPC().token.list.queryOptions({ vCluster, username: account }))
  const mayWrite = useMay('write')
  return (
    <Section title="Tokens">
      <Live of={tokens}>
        {rows =>
          rows.length === 0 ? (
            <Empty
              title="No token that works"
              about={`${account} cannot sign in. Issue a token and pass it on: it is the password, and ${account} the user name.`}
            />
          ) : (
            <Table
              label="Tokens"
              rowKey={({ id }) => id}
              rows={rows}
              columns={mayWrite ? [...columns, acts] : columns}
            />
          )
        }
      </Live>
      {mayWrite && <IssueToken vCluster={vCluster} account={account} />}
    </Section>
  )
}

const columns: readonly Column<Token>[] = [
  { name: 'Token', cell: ({ id }) => <Mono>{id}</Mono> },
  { name: 'Issued', cell: ({ issuedAt }) => <Ago at={issuedAt} /> },
  { name: 'Expires', cell: ({ expiresAt }) => <Until at={expiresAt} /> },
]

const acts: Column<Token> = {
  name: 'Acts',
  cell: token => (
    <span className="flex flex-wrap gap-2">
      <IssueToken vCluster={token.vCluster} account={token.username} replaces={token.id} />
      <RevokeToken of={token} />
    </span>
  ),
}

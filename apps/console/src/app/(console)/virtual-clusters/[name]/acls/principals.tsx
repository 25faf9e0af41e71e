'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { principalPath, viewAsPath } from '#access/paths.ts'
import { nameOfPrincipal, operationName, targetName } from '#access/words.ts'
import { cn } from '#components/class-names.ts'
import { control } from '#components/field.tsx'
import { Live } from '#components/live.tsx'
import { Muted } from '#components/mono.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type Principal, useTRPC } from '#trpc/provider.tsx'
import { NoAcl } from './no-acl.tsx'

const only = ['DENY', 'NO_ACCOUNT', 'NO_ACL'] as const

const filters = [
  ['', 'Everyone'],
  ['DENY', 'With a Deny'],
  ['NO_ACCOUNT', 'Without an account'],
  ['NO_ACL', 'Without a rule'],
] as const

/** Whoever can sign in or is named by a rule, with the rules that are its own. */
export function Principals({ vCluster }: { vCluster: string }) {
  const trpc = useTRPC()
  const [asked, ask] = useQueryStates({ search: parseAsString, only: parseAsStringLiteral(only) })
  const input = {
    vCluster,
    ...(asked.search && { search: asked.search }),
    ...(asked.only && { only: asked.only }),
  }
  const found = useQuery({ ...trpc.access.principals.queryOptions(input), placeholderData: keepPreviousData })
  return (
    <Live of={found}>
      {({ principals, of, acls }) => (
        <>
          {acls === 0 && <NoAcl vCluster={vCluster} />}
          <div className="flex flex-wrap gap-3">
            <input
              type="search"
              aria-label="Search principals and resources"
              placeholder="Search principals and resources"
              defaultValue={asked.search ?? ''}
              onChange={({ target }) => void ask({ search: target.value || null })}
              className={cn(control, 'w-80 max-w-full py-1.5')}
            />
            <select
              aria-label="Show"
              value={asked.only ?? ''}
              onChange={({ target }) =>
                void ask({ only: only.find(each => each === target.value) ?? null }, { history: 'push' })
              }
              className={cn(control, 'w-auto py-1.5')}
            >
              {filters.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </div>
          {principals.length === 0 ? (
            <Muted>Nobody matches.</Muted>
          ) : (
            <Table label="Principals" rows={principals} rowKey={row => row.principal} columns={columnsOf(vCluster)} />
          )}
          {of > principals.length && <Muted>{`${principals.length} of ${of} are shown: search for the others.`}</Muted>}
        </>
      )}
    </Live>
  )
}

const columnsOf = (vCluster: string): readonly Column<Principal>[] => [
  { name: 'Principal', cell: of => <Name of={of} vCluster={vCluster} /> },
  { name: 'What its own rules say', cell: of => <Grants of={of} /> },
  { name: 'State', cell: of => <State of={of} /> },
  { name: 'Look', cell: of => <Look of={of} vCluster={vCluster} /> },
]

const Name = ({ of: { principal }, vCluster }: { of: Principal; vCluster: string }) => (
  <ObjectLink href={principalPath(vCluster, principal)}>
    <span className="break-all">{nameOfPrincipal(principal)}</span>
  </ObjectLink>
)

const Look = ({ of: { user }, vCluster }: { of: Principal; vCluster: string }) =>
  user === undefined ? <Muted>–</Muted> : <ObjectLink href={viewAsPath(vCluster, user)}>View as</ObjectLink>

function Grants({ of: { grants, resources, isSuperUser } }: { of: Principal }) {
  if (resources === 0) return <Muted>{isSuperUser ? 'Needs none' : 'No rule'}</Muted>
  return (
    <ul className="space-y-1">
      {grants.map(({ pattern, host, allow, deny }) => (
        <li key={`${pattern.resourceType} ${pattern.patternType} ${pattern.name} ${host}`}>
          <span className="break-words">{targetName({ pattern, host })}</span>
          <span className="text-ink-2">{allow.length > 0 && `: ${allow.map(operationName).join(', ')}`}</span>
          {deny.length > 0 && (
            <span className="ml-1.5">
              <Status tone="bad">{`Deny ${deny.map(operationName).join(', ')}`}</Status>
            </span>
          )}
        </li>
      ))}
      {resources > grants.length && <Muted>{`and ${resources - grants.length} more`}</Muted>}
    </ul>
  )
}

function State({ of: { hasAccount, isEveryone, isSuperUser, denies } }: { of: Principal }) {
  return (
    <span className="grid gap-1">
      {isSuperUser && <Status tone="info">Super user</Status>}
      {denies > 0 && <Status tone="bad">Deny</Status>}
      {isEveryone && <Status tone="info">All principals</Status>}
      {!isEveryone && <Account has={hasAccount} />}
    </span>
  )
}

const Account = ({ has }: { has: boolean }) =>
  has ? <Status tone="ok">Has an account</Status> : <Status tone="unknown">No account</Status>

'use client'

import { useQuery } from '@tanstack/react-query'
import { Ago, useNow } from '#components/ago.tsx'
import { Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { Section } from '#components/page.tsx'
import { type Column, Table } from '#components/table.tsx'
import { Until } from '#components/until.tsx'
import { type AliasTopic, type AliasUser, useTRPC } from '#trpc/provider.tsx'
import { Retire } from './retire.tsx'

/** Nobody announces that a name is used. */
const askMs = 5_000

type Key = { vCluster: string; name: string }
type Retires = NonNullable<AliasTopic['spec']['retires']>

/** On the page of the old name and of the new one: what goes on, who has to move yet, and the act that ends it. */
export function Retiring({ vCluster, alias }: { vCluster: string; alias: AliasTopic }) {
  const { name } = alias.metadata
  const { data: all = [] } = useQuery(useTRPC().aliasTopic.list.queryOptions({ vCluster }))
  const old = alias.spec.retires ? alias : all.find(({ spec }) => spec.retires?.to === name)
  if (!old?.spec.retires) return null
  return (
    <>
      <Banner vCluster={vCluster} old={old.metadata.name} retires={old.spec.retires} isOld={old === alias} />
      <Section title={`Who uses ${old.metadata.name}`}>
        <Users vCluster={vCluster} name={old.metadata.name} />
        <RetireNow vCluster={vCluster} name={old.metadata.name} />
      </Section>
    </>
  )
}

type BannerProps = { vCluster: string; old: string; retires: Retires; isOld: boolean }

function Banner({ vCluster, old, retires: { on, to }, isOld }: BannerProps) {
  const now = useNow()
  const isOver = now !== undefined && Date.parse(on) / 1000 <= now
  const other = isOld ? to : old
  const link = <ObjectLink href={`/virtual-clusters/${vCluster}/alias-topics/${other}`}>{other}</ObjectLink>
  return (
    <Notice
      tone="warn"
      what={isOld ? `${old} is the old name of ${to}` : `${to} is the new name of ${old}`}
      why={
        isOver ? (
          `Its time is over: clients know ${old} no more. It stands here until you retire it.`
        ) : (
          <>
            Both names work. The time of <Mono>{old}</Mono> ends <Until at={on} />.
          </>
        )
      }
      next={<>The other name: {link}.</>}
    />
  )
}

function Users(key: Key) {
  const users = useQuery({ ...useTRPC().aliasTopic.users.queryOptions(key), refetchInterval: askMs })
  return (
    <Live of={users}>
      {rows =>
        rows.length === 0 ? (
          <p className="text-ink-2">{`Nobody has used ${key.name} since it was renamed.`}</p>
        ) : (
          <Table
            label={`Who uses ${key.name}`}
            rowKey={({ username, software, host }) => `${username} ${software} ${host}`}
            rows={rows}
            columns={columnsIn(key.vCluster)}
          />
        )
      }
    </Live>
  )
}

const columnsIn = (vCluster: string): readonly Column<AliasUser>[] => [
  {
    name: 'Account',
    cell: ({ username }) => (
      <ObjectLink href={`/virtual-clusters/${vCluster}/service-accounts/${username}`}>
        <Mono>{username}</Mono>
      </ObjectLink>
    ),
  },
  { name: 'Client', cell: ({ software }) => software ?? <Muted>It does not say</Muted> },
  { name: 'From', cell: ({ host }) => <Mono>{host}</Mono> },
  { name: 'Last used', cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} /> },
]

function RetireNow(key: Key) {
  return useMay('write') && <Retire {...key} />
}

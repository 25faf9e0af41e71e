'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { principalPath } from '#access/paths.ts'
import { buttonLook } from '#components/button.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { Section } from '#components/page.tsx'
import { type Column, Table } from '#components/table.tsx'
import { type PartnerView, useTRPC } from '#trpc/provider.tsx'
import { words } from '../../../../../[name]/acls/cells.tsx'
import { RuleTable } from '../../../rule-table.tsx'
import { isOf } from '../../../rules.ts'
import { useRules } from '../../../use-rules.ts'

type Key = { vCluster: string; name: string }

/** What an account may do, by the same decision as the gateways', and the rules that decide. */
export function Access({ vCluster, name }: Key) {
  const view = useQuery(useTRPC().access.partnerView.queryOptions({ vCluster, user: name }))
  return (
    <>
      <Section title="What it may do">
        <Live of={view}>{seen => <Rights of={seen} vCluster={vCluster} />}</Live>
        <div className="flex flex-wrap gap-2">
          <Link href={principalPath(vCluster, `User:${name}`)} className={buttonLook()}>
            Edit access
          </Link>
          <Link
            href={`/virtual-clusters/${vCluster}/as?${new URLSearchParams({ user: name })}`}
            className={buttonLook()}
          >
            {`View as ${name}`}
          </Link>
        </div>
      </Section>
      <Section title="ACLs that are for it">
        <Live of={useRules(vCluster)}>
          {({ rules }) => (
            <RuleTable
              vCluster={vCluster}
              rules={rules.filter(rule => isOf(rule, name))}
              about="What an account may do, super users aside, ACLs say."
            />
          )}
        </Live>
      </Section>
    </>
  )
}

type Right = { readonly what: string; readonly name: string; readonly operations: readonly string[] }

function Rights({ of: { user, isSuperUser, topics, of, others }, vCluster }: { of: PartnerView; vCluster: string }) {
  const rows: Right[] = [
    ...topics.map(({ name, operations }) => ({ what: 'Topic', name, operations })),
    ...others.map(({ pattern, operations }) => ({
      what: words(pattern.resourceType),
      name: pattern.patternType === 'PREFIXED' ? `${pattern.name}…` : pattern.name,
      operations,
    })),
  ]
  return (
    <>
      {isSuperUser && (
        <Notice
          tone="warn"
          what={`${user} is a super user of ${vCluster}`}
          why="It may do everything there, whatever ACLs say, and give rights to others."
        />
      )}
      {rows.length === 0 ? (
        <p className="text-ink-2">{`${user} may sign in, and nothing else.`}</p>
      ) : (
        <Table label="What it may do" rowKey={({ what, name }) => `${what} ${name}`} rows={rows} columns={columns} />
      )}
      {of > topics.length && <Muted>{`${topics.length} of ${of} topics are shown.`}</Muted>}
    </>
  )
}

const columns: readonly Column<Right>[] = [
  { name: 'Name', cell: ({ name }) => <Mono>{name}</Mono> },
  { name: 'Resource', cell: ({ what }) => what },
  { name: 'Operations', cell: ({ operations }) => operations.map(words).join(', ') },
]

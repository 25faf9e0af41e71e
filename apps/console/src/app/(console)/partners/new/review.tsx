'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Facts } from '#components/facts.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { accountName, groupPrefix, mayRead } from '#share/accounts.ts'
import type { Draft, StepId } from '#share/draft.ts'
import type { Fault } from '#share/faults.ts'
import { aliasOf, nameOf } from '#share/naming.ts'
import { pathOf } from '#share/steps.ts'
import { Leaks } from './leaks.tsx'
import { Rights } from './rights.tsx'
import { useSharing } from './sharing.tsx'
import { ClusterName } from './where.tsx'

const mostNamed = 12

export function ReviewStep() {
  const { draft, faults } = useSharing()
  const { accounts, topics, cluster, superUser } = draft
  const named = accounts.map((account, index) => ({ account, name: accountName(account, { draft, index }) }))
  const aliases = topics.map(topic => aliasOf(topic, draft.rule))
  const groups = accounts.filter(account => mayRead(account, draft)).map(account => groupPrefix(account, draft))
  return (
    <>
      <Faults faults={faults} />
      <Part title="Partner" step="partner">
        <Facts
          of={[
            ['Partner', draft.displayName || <Muted key="none">No name yet</Muted>],
            ['Virtual cluster', <Mono key="name">{nameOf(draft)}</Mono>],
            ['Ends', endOf(draft)],
            ...(draft.contacts.length > 0 ? [['Contacts', draft.contacts.join(', ')] as const] : []),
            ...(draft.purpose ? [['Purpose', draft.purpose] as const] : []),
            ...(draft.owner ? [['Owner', draft.owner] as const] : []),
          ]}
        />
      </Part>
      <Part title="Where" step="where">
        <Facts of={[['Physical cluster', <ClusterName key="cluster" of={cluster} />]]} />
      </Part>
      <Part title="Topics" step="topics">
        <p>{`The partner’s clients see ${aliases.length === 1 ? '1 topic' : `${aliases.length} topics`}:`}</p>
        <p>
          <Mono>{aliases.slice(0, mostNamed).join(', ')}</Mono>
          {aliases.length > mostNamed && <Muted>{` and ${aliases.length - mostNamed} more`}</Muted>}
        </p>
      </Part>
      <Part title="Access" step="access">
        <Facts
          of={[
            ['Accounts', <Mono key="accounts">{named.map(({ name }) => name).join(', ')}</Mono>],
            ['Consumer groups', groups.length === 0 ? 'None' : <Mono key="groups">{`${groups.join('…, ')}…`}</Mono>],
            ['Super user', <Mono key="super">{superUser}</Mono>],
          ]}
        />
        <Rights of={named} isFixed />
      </Part>
      <Leaks />
    </>
  )
}

const endOf = ({ hasEnd, endsOn, noEndReason }: Draft): string =>
  hasEnd ? `At the end of ${endsOn} (UTC)` : `Never: ${noEndReason}`

const Part = ({ title, step, children }: { title: string; step: StepId; children: ReactNode }) => (
  <section aria-label={title} className="space-y-3">
    <div className="flex items-baseline justify-between gap-4">
      <h3 className="font-medium">{title}</h3>
      <Link href={pathOf(step)} className="text-accent underline-offset-2 hover:underline">
        {`Change ${title.toLowerCase()}`}
      </Link>
    </div>
    {children}
  </section>
)

const Faults = ({ faults }: { faults: readonly Fault[] }) =>
  faults.length > 0 && (
    <div role="alert" className="space-y-2 rounded-lg border border-bad/35 bg-bad/8 px-4 py-3">
      <Status tone="bad">{faults.length === 1 ? 'One thing to correct' : `${faults.length} things to correct`}</Status>
      <ul className="list-disc space-y-1 pl-4 marker:text-ink-3">
        {faults.slice(0, mostNamed).map(({ step, change, path, message }) => (
          <li key={`${change} ${path} ${message}`} className="break-words">
            <Link href={pathOf(step)} className="text-ink-1 underline underline-offset-2">
              {message}
            </Link>
          </li>
        ))}
      </ul>
      {faults.length > mostNamed && <p className="text-ink-2">{`And ${faults.length - mostNamed} more.`}</p>}
    </div>
  )

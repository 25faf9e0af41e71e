'use client'

import { control } from '#components/field.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { type Column, Table } from '#components/table.tsx'
import { grantOf, grantWords } from '#share/accounts.ts'
import { type Account, type Grant, grants, type Topic } from '#share/draft.ts'
import { aliasOf } from '#share/naming.ts'
import { useSharing } from './sharing.tsx'

type Named = { readonly account: Account; readonly name: string }

/** Account by topic, in words; where an account is custom it is set here. */
export function Rights({ of, isFixed = false }: { of: readonly Named[]; isFixed?: boolean }) {
  const { draft } = useSharing()
  const { topics, rule } = draft
  const columns: readonly Column<Topic>[] = [
    { name: 'Topic', cell: topic => <Mono>{aliasOf(topic, rule)}</Mono> },
    ...of.map(({ account, name }, index) => ({
      name,
      cell: ({ physical }: Topic) =>
        account.template === 'custom' && !isFixed ? (
          <GrantSelect index={index} physical={physical} label={`${name} on ${physical}`} />
        ) : (
          grantWords[grantOf(account, physical)]
        ),
    })),
  ]
  return (
    <Section title="Who may do what">
      {topics.length === 0 ? (
        <Muted>No topic is chosen yet.</Muted>
      ) : (
        <div className="max-h-120 overflow-y-auto">
          <Table label="Who may do what" rowKey={({ physical }) => physical} rows={topics} columns={columns} />
        </div>
      )}
      <p className="text-ink-3 text-xs">Rights are always checked: what is not given here is refused.</p>
    </Section>
  )
}

function GrantSelect({ index, physical, label }: { index: number; physical: string; label: string }) {
  const { draft, edit } = useSharing()
  const set = (grant: Grant) =>
    edit({
      accounts: draft.accounts.map((each, i) =>
        i === index ? { ...each, grants: { ...each.grants, [physical]: grant } } : each,
      ),
    })
  return (
    <select
      aria-label={label}
      value={grantOf(draft.accounts[index]!, physical)}
      onChange={event => set(event.target.value as Grant)}
      className={`${control} py-1`}
    >
      {grants.map(grant => (
        <option key={grant} value={grant}>
          {grantWords[grant]}
        </option>
      ))}
    </select>
  )
}

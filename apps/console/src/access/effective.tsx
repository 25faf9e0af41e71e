'use client'

import { Muted } from '#components/mono.tsx'
import { Status, type Tone } from '#components/status.tsx'
import type { Compared } from '#trpc/provider.tsx'
import type { Pattern } from './grant.ts'
import { operationName, patternName } from './words.ts'

type Row = Compared['rows'][number]
type Each = Row['operations'][number]

/** What really comes of all rules together, everybody's included, and for each right the rule that decides. */
export function Effective({ who, compared }: { who: string; compared: Compared }) {
  const { rows, of, isSuperUser, gained, lost } = compared
  return (
    <section aria-label={`What ${who} may do`} className="space-y-3 border-line border-t pt-3">
      <h3 className="font-medium">{`What ${who} may do, before and after`}</h3>
      {isSuperUser && <Status tone="info">A super user may do everything.</Status>}
      {!isSuperUser && (
        <p className="text-ink-2">
          {gained + lost === 0 ? 'As before.' : `${gained} rights gained, ${lost} lost, by all rules together.`}
        </p>
      )}
      {rows.length === 0 ? (
        <Muted>{`${who} may do nothing.`}</Muted>
      ) : (
        <ul className="space-y-2">
          {rows.map(row => (
            <Resource key={`${row.pattern.resourceType} ${row.pattern.patternType} ${row.pattern.name}`} {...row} />
          ))}
        </ul>
      )}
      {of > rows.length && <Muted>{`${of - rows.length} more resources are as before.`}</Muted>}
    </section>
  )
}

/** Of a pattern only the names that nothing else is said of. */
const titleOf = (pattern: Pattern): string =>
  pattern.patternType === 'PREFIXED' || pattern.name === '*' ? `other ${patternName(pattern)}` : patternName(pattern)

const Resource = ({ pattern, operations }: Row) => (
  <li>
    <details>
      <summary className="cursor-default">
        <span className="break-words font-medium">{titleOf(pattern).replace('other any', 'any other')}</span>
        <span className="mt-1 flex flex-wrap gap-x-3 gap-y-1">
          {operations.map(each => (
            <Right key={each.operation} of={each} />
          ))}
        </span>
      </summary>
      <ul className="mt-1.5 list-disc space-y-1 pl-4 text-ink-2 text-xs marker:text-ink-3">
        {operations.map(({ operation, after }) => (
          <li key={operation} className="break-words">{`${operationName(operation)}: ${after.why}`}</li>
        ))}
      </ul>
    </details>
  </li>
)

const changes: Readonly<Record<string, { tone: Tone; word: string }>> = {
  'true true': { tone: 'ok', word: '' },
  'false true': { tone: 'ok', word: ' (gained)' },
  'true false': { tone: 'bad', word: ' (lost)' },
}

function Right({ of: { operation, before, after } }: { of: Each }) {
  const { tone, word } = changes[`${before.allowed} ${after.allowed}`] ?? { tone: 'unknown', word: '' }
  return <Status tone={tone}>{`${operationName(operation)}${word}`}</Status>
}

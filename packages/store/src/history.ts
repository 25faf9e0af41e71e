import { isDeepStrictEqual } from 'node:util'
import { addRows } from './add-rows.ts'
import type { Transaction } from './database.ts'
import type { Effect } from './plan.ts'
import { sealedJson } from './revisions.ts'
import { columnsOf, type Stored } from './rows.ts'
import { REDACTED } from './secret-changes.ts'
import { mergeSecrets } from './secrets.ts'
import type { Actor } from './store.ts'

export type Occasion = { readonly generation: number; readonly actor: Actor; readonly at: Date }

const OPERATIONS = { CREATED: 'CREATE', UPDATED: 'UPDATE', DELETED: 'DELETE', NOT_CHANGED: 'NONE' } as const

/** A revision and an audit event for each effect. */
export async function recordHistory(transaction: Transaction, effects: readonly Effect[], occasion: Occasion) {
  const { generation, actor, at } = occasion
  const rows = effects.map(({ key, result, source, before, after }) => ({
    common: { ...columnsOf(key), generation, operation: OPERATIONS[result], surface: actor.surface, at },
    user: source ?? actor.user,
    before,
    after,
  }))
  await addRows(
    transaction,
    'Revision',
    rows.map(({ common, user, after }) => ({
      ...common,
      actor: user,
      spec: after?.resource.spec ?? null,
      uid: after?.resource.uid ?? null,
      sealed: after ? sealedJson(after.sealed) : null,
    })),
  )
  await addRows(
    transaction,
    'AuditEvent',
    rows.map(({ common, user, before, after }) => ({
      ...common,
      user,
      before: redacted(before),
      after: redacted(after, before),
    })),
  )
}

/** Says which secrets there are and which of them changed, and nothing else about them. */
function redacted(stored: Stored | undefined, before?: Stored) {
  if (!stored) return null
  const shown = [...stored.sealed].map(([property, bytes]) => {
    const there = before?.sealed.get(property)
    return [property, there && !isDeepStrictEqual(there, bytes) ? REDACTED.changed : REDACTED.same] as const
  })
  return mergeSecrets(stored.resource.spec, shown)
}

import type { Transaction } from './database.ts'
import { Prisma } from './generated/prisma/client.ts'
import type { Effect } from './plan.ts'
import { columnsOf, type Stored } from './rows.ts'
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
  await transaction.revision.createMany({
    data: rows.map(({ common, user, after }) => ({
      ...common,
      actor: user,
      spec: after?.resource.spec ?? Prisma.DbNull,
    })),
  })
  await transaction.auditEvent.createMany({
    data: rows.map(({ common, user, before, after }) => ({
      ...common,
      user,
      before: redacted(before),
      after: redacted(after),
    })),
  })
}

/** Says which secrets there are, and nothing else about them. */
function redacted(stored: Stored | undefined) {
  if (!stored) return Prisma.DbNull
  return mergeSecrets(
    stored.resource.spec,
    [...stored.sealed.keys()].map(property => [property, '[redacted]'] as const),
  )
}

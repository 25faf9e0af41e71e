import { GatewayError } from '@tidegate/errors'
import { type Change, type Difference, differences, type Manifest, toYaml } from '@tidegate/resources'
import type { Transaction } from './database.ts'
import type { Revision } from './generated/prisma/client.ts'
import { keyOfChange } from './plan.ts'
import type { Conflict, Expected, ResourceKey, SecretChange } from './planning.ts'
import { manifestOf, revisionAt, sealedOf } from './revisions.ts'
import { columnsOf, type Key, keyText, label, type Stored } from './rows.ts'
import { secretChanges, secretDifferences } from './secret-changes.ts'
import { type Cipher, splitSecrets } from './secrets.ts'
import type { ApplyOptions } from './store.ts'

const NAMED_AT_MOST = 5

type Expectation = { readonly change: Change; readonly generation: Expected['generation'] }

type World = { readonly state: ReadonlyMap<string, Stored>; readonly cipher: Cipher }

/**
 * What each change was planned on; nothing where the caller does not say. What goes with a change, and was not there
 * to be seen when that was planned, counts as changed.
 */
export function expectationsOf(
  all: readonly Change[],
  given: number,
  { ifGeneration, expected }: Pick<ApplyOptions, 'ifGeneration' | 'expected'>,
): Expectation[] {
  if (ifGeneration !== undefined) return all.slice(0, given).map(change => ({ change, generation: ifGeneration }))
  if (!expected) return []
  const generations = new Map(expected.map(({ generation, ...key }) => [keyText(key), generation]))
  return all.map((change, i) => {
    const key = keyOfChange(change)
    const generation = generations.get(keyText(key)) ?? (i < given ? undefined : 'absent')
    if (generation === undefined)
      throw new GatewayError('INVALID', `expected: give the generation that ${label(key)} was planned on, or absent`)
    return { change, generation }
  })
}

/** Refuses all where any was changed since, and shows the three versions of each. */
export async function refuseStale(
  transaction: Transaction,
  expectations: readonly Expectation[],
  { state, cipher }: World,
): Promise<void> {
  const byResource = new Map(expectations.map(each => [keyText(keyOfChange(each.change)), each]))
  const changedAt = await lastChanges(transaction, [...byResource.values()])
  const stale = [...byResource].flatMap(([key, each]) => {
    const isStale = each.generation === 'absent' ? state.has(key) : (changedAt.get(key) ?? 0) > each.generation
    return isStale ? [each] : []
  })
  if (stale.length === 0) return
  const conflicts: Conflict[] = []
  for (const each of stale) conflicts.push(await conflictOf(transaction, each, { state, cipher }))
  throw new GatewayError('STALE_WRITE', messageOf(stale), undefined, { conflicts })
}

function messageOf(stale: readonly Expectation[]): string {
  const labels = stale.map(({ change }) => label(keyOfChange(change)))
  if (labels.length === 1) return `${labels[0]} was changed since it was read: read it again and repeat the change`
  const more = labels.length > NAMED_AT_MOST ? ` and ${labels.length - NAMED_AT_MOST} more` : ''
  const named = `${labels.slice(0, NAMED_AT_MOST).join(', ')}${more}`
  return `${named} were changed since they were read: read them again and repeat the changes`
}

/** When each was changed last. Looks at revisions, so that a deletion counts as well. */
async function lastChanges(
  transaction: Transaction,
  expectations: readonly Expectation[],
): Promise<ReadonlyMap<string, number>> {
  const keys = expectations.flatMap(({ change, generation }) =>
    generation === 'absent' ? [] : [columnsOf(keyOfChange(change))],
  )
  if (keys.length === 0) return new Map()
  const texts = (column: keyof Key) => keys.map(key => key[column])
  const rows = await transaction.$queryRaw<(Key & { generation: bigint })[]>`
    SELECT "key".*, "last"."generation"
    FROM unnest(${texts('kind')}::text[], ${texts('vCluster')}::text[], ${texts('name')}::text[]) AS "key"("kind", "vCluster", "name")
    CROSS JOIN LATERAL (
      SELECT "generation" FROM "Revision" AS "of"
      WHERE ("of"."kind", "of"."vCluster", "of"."name") = ("key"."kind", "key"."vCluster", "key"."name")
      ORDER BY "generation" DESC LIMIT 1
    ) AS "last"`
  return new Map(rows.map(({ generation, ...key }) => [keyText(key), Number(generation)]))
}

async function conflictOf(
  transaction: Transaction,
  { change, generation }: Expectation,
  { state, cipher }: World,
): Promise<Conflict> {
  const key = keyOfChange(change)
  const revision = generation === 'absent' ? undefined : await revisionAt(transaction, key, generation)
  const base = revision && manifestOf(revision)
  const there = state.get(keyText(key))
  const theirs = there?.resource
  const mine = change.op === 'put' ? withoutSecrets(change.manifest) : undefined
  const changed = await lastChange(transaction, key)
  return {
    ...(key as ResourceKey),
    ...(base && { base: toYaml(base) }),
    ...(theirs && { theirs: toYaml(theirs) }),
    ...(mine && { mine: toYaml(mine) }),
    theirDiff: [...differences(base?.spec, theirs?.spec), ...secretsSince(revision, there)],
    myDiff: [...differences(base?.spec, mine?.spec), ...secretsGiven(change, revision, cipher)],
    ...(changed && { changed }),
  }
}

/** Nothing is known where the revision is of before secrets were kept. */
const secretsSince = (base: Revision | undefined, there: Stored | undefined): Difference[] =>
  base?.spec && !base.sealed ? [] : secretDifferences(secretChanges(base && sealedOf(base), there?.sealed))

function secretsGiven(change: Change, base: Revision | undefined, cipher: Cipher): Difference[] {
  if (change.op === 'delete') return []
  const there = base ? sealedOf(base) : new Map()
  const given = [...splitSecrets(change.manifest.spec).secrets].map(([property, text]): SecretChange => {
    const bytes = there.get(property)
    const isEqual = bytes && cipher.open({ uid: base?.uid ?? '', property }, bytes) === text
    return { property, state: isEqual ? 'UNCHANGED' : bytes ? 'CHANGED' : 'ADDED' }
  })
  return secretDifferences(given)
}

const withoutSecrets = (manifest: Manifest): Manifest =>
  ({ ...manifest, spec: splitSecrets(JSON.parse(JSON.stringify(manifest.spec))).spec }) as Manifest

async function lastChange(transaction: Transaction, key: Key): Promise<Conflict['changed']> {
  const event = await transaction.auditEvent.findFirst({ where: columnsOf(key), orderBy: { id: 'desc' } })
  if (!event) return undefined
  const { user, surface, operation, at, generation } = event
  return { user, surface, operation, at: at.toISOString(), generation: Number(generation) }
}

import { GatewayError } from '@tidegate/errors'
import { type Change, type KindName, kinds, type Manifest, type Problem } from '@tidegate/resources'
import { type Database, reading, type Transaction } from './database.ts'
import type { Prisma, Revision } from './generated/prisma/client.ts'
import { keyOfChange } from './plan.ts'
import type { Return } from './planning.ts'
import {
  columnsOf,
  inSchemaOrder,
  type Key,
  keyOf,
  keyText,
  knownKinds,
  label,
  resourceOf,
  type Sealed,
  unseal,
} from './rows.ts'
import type { Cipher } from './secrets.ts'

/** Secrets as a revision holds them. */
export const sealedJson = (sealed: Sealed): Record<string, string> =>
  Object.fromEntries([...sealed].map(([property, bytes]) => [property, Buffer.from(bytes).toString('base64')]))

/** None of a revision of before secrets were kept. */
export const sealedOf = ({ sealed }: Pick<Revision, 'sealed'>): Sealed =>
  new Map(
    Object.entries((sealed ?? {}) as Record<string, string>).map(([property, text]) => [
      property,
      new Uint8Array(Buffer.from(text, 'base64')),
    ]),
  )

/** As it was at a generation; undefined where nothing is known of it by then. */
export async function revisionAt(
  transaction: Transaction,
  key: Key,
  generation: number,
): Promise<Revision | undefined> {
  const where = { ...columnsOf(key), generation: { lte: generation } }
  return (await transaction.revision.findFirst({ where, orderBy: { id: 'desc' } })) ?? undefined
}

/** What a user would write to have what a revision was; undefined where it was a deletion. */
export function manifestOf({ kind: name, vCluster, name: called, spec }: Revision): Manifest | undefined {
  if (!spec) return undefined
  const kind = name as KindName
  const metadata = { name: called, ...(vCluster && { vCluster }) }
  const ordered = inSchemaOrder(kind, spec as Record<string, unknown>)
  return { kind, apiVersion: kinds[kind].apiVersion, metadata, spec: ordered } as unknown as Manifest
}

type Recalled = {
  readonly recalled: ReadonlyMap<Change, ReadonlyMap<string, string>>
  readonly missing: readonly Problem[]
}

/** The secrets that changes take back, in clear. A revision of before they were kept has none to give. */
export async function recallSecrets(
  transaction: Transaction,
  changes: readonly Change[],
  cipher: Cipher,
): Promise<Recalled> {
  const recalled = new Map<Change, ReadonlyMap<string, string>>()
  const missing: Problem[] = []
  for (const [i, change] of changes.entries()) {
    if (change.op !== 'put' || change.secretsOf === undefined) continue
    const revision = await revisionAt(transaction, keyOfChange(change), change.secretsOf)
    const manifest = revision && manifestOf(revision)
    if (!manifest) {
      const what = `${label(keyOfChange(change))} was not there at generation ${change.secretsOf}`
      missing.push({ change: i, error: new GatewayError('NOT_FOUND', `${what}: see its history for when it was`) })
    } else if (revision.uid && revision.sealed) {
      const resource = { ...manifest, uid: revision.uid, generation: Number(revision.generation) }
      recalled.set(change, unseal({ resource, sealed: sealedOf(revision) }, cipher))
    }
  }
  return { recalled, missing }
}

/** Whether its kind may have any. */
const hasSecrets = ({ spec }: Manifest): boolean => 'properties' in spec

/** The changes that make what it was at that generation of what there is; what is the same may be among them. */
export function changesTo(database: Database, { generation, contents = false, ...key }: Return): Promise<Change[]> {
  const own = { ...columnsOf(key) }
  const where = contents
    ? { ...knownKinds, OR: [own, { vCluster: key.name }, { kind: 'Partner', name: key.name }] }
    : own
  return reading(database, async transaction => {
    const revisions = await transaction.revision.findMany({
      where: { ...where, generation: { lte: generation } } satisfies Prisma.RevisionWhereInput,
      orderBy: { id: 'desc' },
      distinct: ['kind', 'vCluster', 'name'],
    })
    const then = revisions.flatMap(revision => manifestOf(revision) ?? [])
    const now = (await transaction.resource.findMany({ where })).map(resourceOf)
    const kept = new Set(then.map(manifest => keyText(keyOf(manifest))))
    if (then.length === 0 && now.length === 0)
      throw new GatewayError('NOT_FOUND', `${label(key)} was not there at generation ${generation}, nor is it now`)
    const deletes = now.filter(resource => !kept.has(keyText(keyOf(resource))))
    return [
      ...then.map(
        (manifest): Change => ({ op: 'put', manifest, ...(hasSecrets(manifest) && { secretsOf: generation }) }),
      ),
      ...deletes.map((resource): Change => ({ op: 'delete', kind: resource.kind, ...resource.metadata })),
    ]
  })
}

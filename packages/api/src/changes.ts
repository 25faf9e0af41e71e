import { GatewayError } from '@tidegate/errors'
import { type Change, type KindName, kinds, type Manifest, parseManifest, parseYaml, text } from '@tidegate/resources'
import { z } from 'zod'
import { checkOf } from './checks.ts'
import type { Context } from './context.ts'

const AT_MOST = 3000

export const kindName = z.enum(Object.keys(kinds) as [KindName, ...KindName[]])

const change = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('put'),
    manifest: z.unknown().describe('A resource, as its own put takes it.'),
    secretsOf: z
      .int()
      .describe('A generation of the resource whose write-only secrets it takes back; history.restore gives it.')
      .optional(),
  }),
  z.strictObject({ op: z.literal('delete'), kind: kindName, vCluster: text.optional(), name: text }),
])

/** Some of both is given too: the documents then come after the others. */
export const changesShape = {
  changes: z.array(change).max(AT_MOST, `give at most ${AT_MOST} changes at once`).default([]),
  yaml: z.string().describe('YAML documents, each of them a resource to put.').default(''),
}

export type ChangesInput = { readonly changes: readonly z.output<typeof change>[]; readonly yaml: string }

/** What is wrong with one change, by its place among all. */
export type Refusal = { readonly change: number; readonly error: GatewayError }

export type Read = {
  readonly changes: readonly Change[]
  /** Where each of them stood among those given. */
  readonly places: readonly number[]
  readonly refusals: readonly Refusal[]
}

/** The changes that can be read, and what is wrong with the others. */
export function readChanges({ changes, yaml }: ChangesInput): Read {
  const given = [...changes, ...parseYaml(yaml).map(manifest => ({ op: 'put' as const, manifest }))]
  if (given.length === 0) throw new GatewayError('MALFORMED', 'changes: give at least one change, or a text as yaml')
  if (given.length > AT_MOST) throw new GatewayError('MALFORMED', `changes: give at most ${AT_MOST} at once`)
  const refusals: Refusal[] = []
  const read = given.flatMap((each, place) => {
    try {
      return [{ change: readChange(each), place }]
    } catch (error) {
      refusals.push({ change: place, error: refusalOf(error) })
      return []
    }
  })
  return { changes: read.map(each => each.change), places: read.map(({ place }) => place), refusals }
}

function readChange(given: ChangesInput['changes'][number]): Change {
  if (given.op === 'put') {
    const { secretsOf } = given
    return { op: 'put', manifest: parseManifest(given.manifest), ...(secretsOf !== undefined && { secretsOf }) }
  }
  const { vCluster = kinds[given.kind].scope === 'vCluster' ? 'passthrough' : undefined, ...rest } = given
  return { ...rest, ...(vCluster !== undefined && { vCluster }) }
}

/** What the world outside says against what would change: one question for all of a kind. */
export async function askOutside(
  context: Context,
  planned: readonly { readonly change?: number; readonly result: string; readonly after?: Manifest }[],
): Promise<Refusal[]> {
  const changing = planned.flatMap(({ change: place, result, after }) =>
    after && place !== undefined && result !== 'NOT_CHANGED' ? [{ place, after }] : [],
  )
  const asked = [...Map.groupBy(changing, ({ after }) => after.kind)].map(async ([kind, own]) => {
    const answers = await checkOf(kind)?.(
      context,
      own.map(({ after }) => after),
    )
    return own.flatMap(({ place }, i): Refusal[] => (answers?.[i] ? [{ change: place, error: answers[i] }] : []))
  })
  return (await Promise.all(asked)).flat()
}

function refusalOf(error: unknown): GatewayError {
  if (error instanceof GatewayError && error.code !== 'INTERNAL') return error
  throw error
}

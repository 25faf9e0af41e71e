import { type Difference, differences, faultsOf, type KindName, toYaml } from '@tidegate/resources'
import { type Expected, type PlannedChange, type SecretChange, secretDifferences } from '@tidegate/store'
import { askOutside, type Read, type Refusal } from './changes.ts'
import type { Context } from './context.ts'
import { effectsOf } from './effects/index.ts'
import { isStale } from './gateway-router.ts'

/** What one change does, as it is shown before it is done. */
type ShownChange = {
  /** Its place among the changes; absent for what goes with one of them. */
  readonly change?: number
  readonly kind: KindName
  readonly vCluster?: string
  readonly name: string
  readonly op: 'put' | 'delete'
  readonly result: 'CREATED' | 'UPDATED' | 'NOT_CHANGED' | 'DELETED'
  /** Of the resource as it is now. */
  readonly generation: number | 'absent'
  readonly diff: readonly Difference[]
  readonly secrets: readonly SecretChange[]
  readonly yamlBefore?: string
  readonly yamlAfter?: string
}

type ShownError = {
  readonly change?: number
  readonly code: string
  readonly path?: string
  readonly message: string
}

export type Plan = {
  readonly baseGeneration: number
  readonly changes: readonly ShownChange[]
  /** To be handed to `change.applyPlan` as it is. */
  readonly expected: readonly Expected[]
  readonly errors: readonly ShownError[]
  readonly effects: readonly string[]
  /** Clients that are connected and will notice, and how many connections they have. */
  readonly clients: number
  readonly connections: number
}

/** Looks at everything and changes nothing. */
export async function planOf(context: Context, { changes, places, refusals }: Read): Promise<Plan> {
  const { store } = context
  const [{ generation, changes: planned, problems }, workers] = await Promise.all([
    store.plan(changes),
    store.workers(),
  ])
  const placed = planned.map(each => (each.change === undefined ? each : { ...each, change: places[each.change]! }))
  const others = problems.map(({ change, error }) => ({ change: places[change] ?? -1, error }))
  const outside = await askOutside(context, placed)
  const now = context.now()
  return {
    baseGeneration: generation,
    changes: placed.map(shownOf),
    expected: expectedOf(placed),
    errors: [...refusals, ...others, ...outside].sort((a, b) => a.change - b.change).flatMap(errorsOf),
    ...effectsOf(
      placed,
      workers.filter(worker => !isStale(worker, now)),
      now,
    ),
  }
}

function shownOf({ before, after, secrets, ...planned }: PlannedChange): ShownChange {
  const { change, kind, vCluster, name, result, generation } = planned
  return {
    ...(change !== undefined && { change }),
    kind,
    ...(vCluster !== undefined && { vCluster }),
    name,
    op: result === 'DELETED' ? 'delete' : 'put',
    result,
    generation,
    diff: result === 'NOT_CHANGED' ? [] : [...differences(before?.spec, after?.spec), ...secretDifferences(secrets)],
    secrets,
    ...(before && { yamlBefore: toYaml(before) }),
    ...(after && { yamlAfter: toYaml(after) }),
  }
}

/** One for each resource, though several changes may be of it. */
function expectedOf(planned: readonly PlannedChange[]): Expected[] {
  const all = planned.map(({ kind, vCluster, name, generation }) => ({
    kind,
    ...(vCluster !== undefined && { vCluster }),
    name,
    generation,
  }))
  return [...new Map(all.map(each => [JSON.stringify([each.kind, each.vCluster, each.name]), each])).values()]
}

const errorsOf = ({ change, error }: Refusal): ShownError[] =>
  faultsOf(error).map(({ path, message }) => ({
    ...(change >= 0 && { change }),
    code: error.code,
    ...(path !== undefined && { path }),
    message,
  }))

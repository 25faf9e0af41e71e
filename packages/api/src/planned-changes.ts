import type { Change } from '@tidegate/resources'
import { readChanges } from './changes.ts'
import type { Context } from './context.ts'
import { planOf } from './plan.ts'

/** Changes that were made up here, as `change.applyPlan` takes them, with their plan. What they would leave as it is is no part of them. */
export async function plannedChanges(context: Context, made: readonly Change[]) {
  const changes = made.map(given)
  const plan = await planOf(context, readChanges({ changes, yaml: '' }))
  const kept = changes.filter(
    (_, i) => !plan.changes.some(({ change, result }) => change === i && result === 'NOT_CHANGED'),
  )
  if (kept.length === 0) return { changes: kept, plan: { ...plan, changes: [], expected: [] } }
  return { changes: kept, plan: await planOf(context, readChanges({ changes: kept, yaml: '' })) }
}

const given = (change: Change) =>
  change.op === 'put'
    ? {
        op: 'put' as const,
        manifest: change.manifest as unknown,
        ...(change.secretsOf !== undefined && { secretsOf: change.secretsOf }),
      }
    : { op: 'delete' as const, kind: change.kind, vCluster: change.vCluster, name: change.name }

import { GatewayError } from '@tidegate/errors'
import { type Change, type Problem, problemsOf } from '@tidegate/resources'
import type { Vault } from './apply.ts'
import { generationOf, reading } from './database.ts'
import { complete, type Effect, effectOf, keyOfChange, stateOf } from './plan.ts'
import type { Planned, PlannedChange, ResourceKey } from './planning.ts'
import { readReach } from './reach.ts'
import { recallSecrets } from './revisions.ts'
import { keyText, type Stored } from './rows.ts'
import { secretChanges } from './secret-changes.ts'

export function planChanges(vault: Vault, changes: readonly Change[]): Promise<Planned> {
  return reading(vault, async transaction => {
    const stored = await readReach(transaction, changes)
    const generation = await generationOf(transaction)
    const all = complete(changes, stored)
    const problems = problemsOf(
      all,
      stored.map(({ resource }) => resource),
    )
    const { recalled, missing } = await recallSecrets(transaction, all, vault.cipher)
    problems.push(...missing)
    const now = stateOf(stored)
    const planning = { stored, generation: generation + 1, cipher: vault.cipher, recalled }
    const state = stateOf(stored)
    const planned = all.flatMap((change, i) => {
      if (problems.some(problem => problem.change === i)) return []
      try {
        const there = now.get(keyText(keyOfChange(change)))
        const effect = effectOf(change, state, planning)
        return [plannedOf(effect, there, i < changes.length ? i : undefined)]
      } catch (error) {
        problems.push(problemOf(error, i))
        return []
      }
    })
    return { generation, changes: planned, problems: problems.sort((a, b) => a.change - b.change) }
  })
}

function problemOf(error: unknown, change: number): Problem {
  if (error instanceof GatewayError && error.code !== 'INTERNAL') return { change, error }
  throw error
}

const plannedOf = (effect: Effect, there: Stored | undefined, change: number | undefined): PlannedChange => ({
  ...(change !== undefined && { change }),
  ...(effect.key as ResourceKey),
  result: effect.result,
  generation: there?.resource.generation ?? 'absent',
  ...(effect.before && { before: effect.before.resource }),
  ...(effect.after && { after: effect.after.resource }),
  secrets: secretChanges(effect.before?.sealed, effect.after?.sealed),
})

import { isDeepStrictEqual } from 'node:util'
import type { Difference } from '@tidegate/resources'
import type { SecretChange } from './planning.ts'
import type { Sealed } from './rows.ts'

/** What stands for a secret. */
export const REDACTED = { same: '[redacted]', changed: '[redacted, changed]' } as const

/** An equal secret keeps its ciphertext. */
export function secretChanges(before: Sealed = new Map(), after: Sealed = new Map()): SecretChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().map(property => {
    const was = before.get(property)
    const is = after.get(property)
    if (!was) return { property, state: 'ADDED' }
    if (!is) return { property, state: 'REMOVED' }
    return { property, state: isDeepStrictEqual(was, is) ? 'UNCHANGED' : 'CHANGED' }
  })
}

/** The same among the differences of other fields: that a secret changed, and nothing else about it. */
export const secretDifferences = (secrets: readonly SecretChange[]): Difference[] =>
  secrets
    .filter(({ state }) => state !== 'UNCHANGED')
    .map(({ property, state }) => ({
      path: `spec.properties.${property}`,
      ...(state !== 'ADDED' && { before: REDACTED.same }),
      ...(state !== 'REMOVED' && { after: state === 'ADDED' ? REDACTED.same : REDACTED.changed }),
    }))

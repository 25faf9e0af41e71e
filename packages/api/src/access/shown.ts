import type { AccessDecision, AclBinding } from '@tidegate/resources'
import { rightGiven } from '../effects/acl.ts'

/** A decision with what decided it, in plain words too. */
export type ShownDecision = {
  readonly allowed: boolean
  readonly by: AccessDecision['by']
  readonly rule?: AclBinding
  readonly why: string
}

const fixed = {
  SUPER_USER: 'It is a super user, whom no ACL binds.',
  DEFAULT: 'No ACL allows it, and what no ACL allows is denied.',
}

export function shown(decision: AccessDecision): ShownDecision {
  const { allowed, by } = decision
  if (by !== 'RULE') return { allowed, by, why: fixed[by] }
  const { rule } = decision
  return { allowed, by, rule, why: rightGiven(rule) }
}

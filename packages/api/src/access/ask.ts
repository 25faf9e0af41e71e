import { GatewayError } from '@tidegate/errors'
import { type Access, type AccessQuestion, aclBinding, operationsOf, text } from '@tidegate/resources'
import { z } from 'zod'
import { reader } from '../trpc.ts'
import { accessIn, type Held, principalsOf, readHeld, userOf } from './held.ts'
import { shown } from './shown.ts'

export const host = text.default('*').describe('The address it connects from; * for any that no ACL names.')

const { resourcePattern, operation } = aclBinding.shape

/** Who is told of at most, of those that may. */
const MOST = 200

const input = z.strictObject({
  vCluster: text,
  principal: text.optional(),
  operation,
  resourceType: resourcePattern.shape.resourceType,
  name: text,
  host,
})

/** May this principal do that, by which rule, and who else may. */
export const ask = reader({
  method: 'GET',
  path: '/tidegate/v1/access',
  summary: 'Tell whether a principal may do something, by which ACL, and who else may',
  status: 200,
  query: {
    vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster.' },
    principal: { type: 'string', description: 'Such as User:user1. Left out, only who may is told.' },
    operation: { type: 'string', description: 'Such as READ.' },
    resourceType: { type: 'string', description: 'Such as TOPIC.' },
    name: { type: 'string', description: 'The name of the resource; kafka-cluster for the CLUSTER.' },
    host: { type: 'string', description: 'The address it connects from. Left out, any that no ACL names.' },
  },
})
  .input(input)
  .query(async ({ ctx, input: { vCluster, principal, ...about } }) => {
    requireOperation(about)
    const held = await readHeld(ctx, vCluster)
    const access = accessIn(held)
    const may = principalsOf(held)
      .map(each => ({
        principal: each,
        hasAccount: held.accounts.has(userOf(each) ?? ''),
        decision: shown(access.decide({ ...about, principal: each })),
      }))
      .filter(({ decision }) => decision.allowed)
    return {
      ...(principal !== undefined && decisionOf(access, { ...about, principal })),
      ...(about.resourceType === 'TOPIC' && { exists: held.aliases.has(about.name) }),
      ...(principal !== undefined && { hasAccount: isKnown(held, principal) }),
      may: may.slice(0, MOST),
      of: may.length,
    }
  })

function requireOperation({ operation, resourceType }: Pick<AccessQuestion, 'operation' | 'resourceType'>): void {
  const operations = operationsOf(resourceType)
  if (operation === 'ALL' || operations.includes(operation)) return
  const message = `operation: ${operation} cannot be done to a ${resourceType}: use ALL or one of ${operations.join(', ')}`
  throw new GatewayError('INVALID', message)
}

/** Where no address is asked for: the addresses that rules name and for which the answer is another one. */
function decisionOf(access: Access, question: AccessQuestion) {
  const decision = shown(access.decide(question))
  const rules = access.about(question.resourceType, question.name)
  const hosts = question.host === '*' ? new Set(rules.map(rule => rule.host)) : []
  const exceptions = [...hosts]
    .map(host => ({ host, decision: shown(access.decide({ ...question, host })) }))
    .filter(each => each.decision.allowed !== decision.allowed)
  return { decision, exceptions }
}

const isKnown = ({ accounts }: Held, principal: string): boolean => {
  const user = userOf(principal)
  return user === undefined || accounts.has(user)
}

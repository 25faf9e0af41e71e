import type { Body } from '@tidegate/protocol'
import { supportedOperations } from '@tidegate/resources'
import { operations, patternTypes, permissionTypes, resourceTypes } from '@tidegate/vcluster/acl-codes'

/** A name that ends with `*` is a prefix, and `*` alone the wildcard; without a host it is for every host. */
type Rule = readonly [
  permission: 'ALLOW' | 'DENY',
  operation: keyof typeof operations,
  type: keyof typeof resourceTypes,
  name: string,
  host?: string,
]

const CLUSTER = 'kafka-cluster'
const HERE = '127.0.0.1'
const ELSEWHERE = '10.9.9.9'

/** The same rule for a topic, a group and a transactional id, as far as they have the operation. */
const each = (permission: Rule[0], operation: Rule[1], names: readonly string[], host?: string): Rule[] =>
  (['TOPIC', 'GROUP', 'TRANSACTIONAL_ID'] as const).flatMap((type, i): Rule[] =>
    operation === 'ALL' || supportedOperations[type].some(supported => supported === operation)
      ? [[permission, operation, type, names[i]!, host]]
      : [],
  )

const LITERAL = ['orders', 'billing', 'tx-one'] as const
const PREFIX = ['orders*', 'billing*', 'tx-*'] as const
const WILDCARD = ['*', '*', '*'] as const

/** A user for each set of rules. The super user `admin` has none. */
const rules = {
  admin: [],
  nothing: [],
  literal: [
    ...each('ALLOW', 'ALL', LITERAL),
    ['ALLOW', 'ALL', 'GROUP', 'billing-offsets'],
    ['ALLOW', 'ALL', 'TOPIC', 'orders-absent'],
    ['ALLOW', 'ALL', 'CLUSTER', CLUSTER],
  ],
  prefixed: each('ALLOW', 'ALL', PREFIX),
  wildcard: each('ALLOW', 'ALL', WILDCARD),
  'denied-literal': [...each('ALLOW', 'ALL', PREFIX), ...each('DENY', 'ALL', LITERAL)],
  'denied-prefix': [...each('ALLOW', 'ALL', WILDCARD), ...each('DENY', 'ALL', PREFIX)],
  'denied-wildcard': [
    ...each('ALLOW', 'ALL', LITERAL),
    ...each('DENY', 'ALL', WILDCARD),
    ['ALLOW', 'ALL', 'CLUSTER', CLUSTER],
    ['DENY', 'DESCRIBE', 'CLUSTER', CLUSTER],
  ],
  elsewhere: [...each('ALLOW', 'ALL', WILDCARD, ELSEWHERE), ['ALLOW', 'ALL', 'CLUSTER', CLUSTER, ELSEWHERE]],
  here: [...each('ALLOW', 'ALL', WILDCARD, HERE), ['ALLOW', 'DESCRIBE', 'CLUSTER', CLUSTER, HERE]],
  'denied-here': [...each('ALLOW', 'ALL', WILDCARD), ...each('DENY', 'ALL', LITERAL, HERE)],
  'denied-elsewhere': [...each('ALLOW', 'ALL', WILDCARD), ...each('DENY', 'ALL', LITERAL, ELSEWHERE)],
  reader: each('ALLOW', 'READ', PREFIX),
  'group-reader': [
    ['ALLOW', 'READ', 'GROUP', '*'],
    ['ALLOW', 'WRITE', 'TRANSACTIONAL_ID', 'tx-*'],
  ],
  writer: [
    ['ALLOW', 'WRITE', 'TOPIC', 'orders'],
    ['ALLOW', 'WRITE', 'TRANSACTIONAL_ID', 'tx-one'],
  ],
  describer: [...each('ALLOW', 'DESCRIBE', WILDCARD), ['ALLOW', 'DESCRIBE', 'CLUSTER', CLUSTER]],
  'denied-describe': [...each('ALLOW', 'ALL', WILDCARD), ...each('DENY', 'DESCRIBE', PREFIX)],
  'denied-read': [...each('ALLOW', 'ALL', WILDCARD), ...each('DENY', 'READ', LITERAL)],
  'denied-write': [...each('ALLOW', 'ALL', WILDCARD), ...each('DENY', 'WRITE', WILDCARD)],
  configurer: [
    ['ALLOW', 'DESCRIBE_CONFIGS', 'TOPIC', 'orders*'],
    ['ALLOW', 'ALTER_CONFIGS', 'GROUP', 'billing'],
    ['ALLOW', 'DESCRIBE_CONFIGS', 'CLUSTER', CLUSTER],
  ],
  deleter: [
    ['ALLOW', 'DELETE', 'GROUP', 'billing*'],
    ['ALLOW', 'DELETE', 'TOPIC', 'orders'],
  ],
  alterer: [['ALLOW', 'ALTER', 'CLUSTER', CLUSTER]],
  idempotent: [['ALLOW', 'IDEMPOTENT_WRITE', 'CLUSTER', CLUSTER]],
} as const satisfies Readonly<Record<string, readonly Rule[]>>

export type User = keyof typeof rules

export const users = Object.keys(rules) as User[]

/** A rule as CreateAcls carries it. */
const creation = (principal: string, [permission, operation, type, name, host = '*']: Rule): Body => {
  const prefix = name.length > 1 && name.endsWith('*')
  return {
    resourceType: resourceTypes[type],
    resourceName: prefix ? name.slice(0, -1) : name,
    resourcePatternType: patternTypes[prefix ? 'PREFIXED' : 'LITERAL'],
    principal,
    host,
    operation: operations[operation],
    permissionType: permissionTypes[permission],
  }
}

/** Every rule of every user, and one for everybody. */
export const creations: readonly Body[] = [
  creation('User:*', ['ALLOW', 'READ', 'TOPIC', 'everyones']),
  ...users.flatMap(user => rules[user].map(rule => creation(`User:${user}`, rule))),
]

import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import type { AclBinding } from '../src/acl-binding.ts'
import { operations } from '../src/acl-codes.ts'
import { aclsOf } from '../src/acl-index.ts'
import { createAuthorizer } from '../src/authorizer.ts'

/** 'ALLOW User:alice READ TOPIC orders', with `*` after a name's prefix for PREFIXED and '@host' for a host. */
function acl(text: string): AclBinding {
  const [words = '', host = '*'] = text.split(' @')
  const [permissionType = '', principal = '', operation = '', resourceType = '', pattern = ''] = words.split(' ')
  const prefixed = pattern.length > 1 && pattern.endsWith('*')
  const name = prefixed ? pattern.slice(0, -1) : pattern
  const resourcePattern = { resourceType, name, patternType: prefixed ? 'PREFIXED' : 'LITERAL' }
  return { resourcePattern, principal, host, operation, permissionType }
}

const authorizer = (...acls: string[]) =>
  createAuthorizer({ acls: aclsOf(acls.map(acl)), superUsers: new Set(['User:root']) })

const alice = { principal: 'User:alice', host: '10.0.0.1' }
const orders = { resourceType: 'TOPIC', name: 'orders' }

type Case = { guarantee: string; acls: string[]; ask?: Record<string, string>; allowed: boolean }

const cases: Case[] = [
  { guarantee: 'nothing is allowed where there are no ACLs', acls: [], allowed: false },
  { guarantee: 'a super user may do anything', acls: [], ask: { principal: 'User:root' }, allowed: true },
  {
    guarantee: 'a super user passes a DENY for everyone',
    acls: ['DENY User:* ALL TOPIC *'],
    ask: { principal: 'User:root' },
    allowed: true,
  },
  { guarantee: 'a literal ALLOW allows its name', acls: ['ALLOW User:alice READ TOPIC orders'], allowed: true },
  {
    guarantee: 'a literal ALLOW does not reach a longer name',
    acls: ['ALLOW User:alice READ TOPIC orders'],
    ask: { name: 'orders2' },
    allowed: false,
  },
  { guarantee: 'names are compared with their case', acls: ['ALLOW User:alice READ TOPIC Orders'], allowed: false },
  { guarantee: 'the wildcard allows every name', acls: ['ALLOW User:alice READ TOPIC *'], allowed: true },
  {
    guarantee: 'a prefix allows the names that begin with it',
    acls: ['ALLOW User:alice READ TOPIC ord*'],
    allowed: true,
  },
  {
    guarantee: 'a prefix allows the name that equals it',
    acls: ['ALLOW User:alice READ TOPIC orders*'],
    allowed: true,
  },
  {
    guarantee: 'a prefix longer than the name does not match',
    acls: ['ALLOW User:alice READ TOPIC orders2*'],
    allowed: false,
  },
  { guarantee: 'an ACL of another type does not match', acls: ['ALLOW User:alice READ GROUP orders'], allowed: false },
  {
    guarantee: 'an ACL of another principal does not match',
    acls: ['ALLOW User:bob READ TOPIC orders'],
    allowed: false,
  },
  { guarantee: 'User:* stands for every principal', acls: ['ALLOW User:* READ TOPIC orders'], allowed: true },
  {
    guarantee: 'User:* stands for principals of other types as well',
    acls: ['ALLOW User:* READ TOPIC orders'],
    ask: { principal: 'Group:staff' },
    allowed: true,
  },
  { guarantee: 'a host matches exactly', acls: ['ALLOW User:alice READ TOPIC orders @10.0.0.1'], allowed: true },
  { guarantee: 'another host does not match', acls: ['ALLOW User:alice READ TOPIC orders @10.0.0.10'], allowed: false },
  { guarantee: 'ALL allows every operation', acls: ['ALLOW User:alice ALL TOPIC orders'], allowed: true },
  {
    guarantee: 'a literal DENY beats a wildcard ALLOW',
    acls: ['ALLOW User:* ALL TOPIC *', 'DENY User:alice READ TOPIC orders'],
    allowed: false,
  },
  {
    guarantee: 'a wildcard DENY beats a literal ALLOW',
    acls: ['ALLOW User:alice READ TOPIC orders', 'DENY User:alice READ TOPIC *'],
    allowed: false,
  },
  {
    guarantee: 'a prefixed DENY for everyone beats a literal ALLOW',
    acls: ['ALLOW User:alice READ TOPIC orders', 'DENY User:* READ TOPIC ord*'],
    allowed: false,
  },
  {
    guarantee: 'a DENY for one host leaves the others',
    acls: ['ALLOW User:alice READ TOPIC orders', 'DENY User:alice READ TOPIC orders @10.0.0.9'],
    allowed: true,
  },
  {
    guarantee: 'DENY ALL denies what is only implied',
    acls: ['ALLOW User:alice READ TOPIC orders', 'DENY User:alice ALL TOPIC orders'],
    ask: { operation: 'DESCRIBE' },
    allowed: false,
  },
  {
    guarantee: 'a DENY of READ does not deny DESCRIBE',
    acls: ['ALLOW User:alice DESCRIBE TOPIC orders', 'DENY User:alice READ TOPIC orders'],
    ask: { operation: 'DESCRIBE' },
    allowed: true,
  },
  {
    guarantee: 'a DENY of DESCRIBE beats what READ implies',
    acls: ['ALLOW User:alice READ TOPIC orders', 'DENY User:alice DESCRIBE TOPIC orders'],
    ask: { operation: 'DESCRIBE' },
    allowed: false,
  },
  ...['READ', 'WRITE', 'DELETE', 'ALTER'].map(operation => ({
    guarantee: `${operation} implies DESCRIBE`,
    acls: [`ALLOW User:alice ${operation} TOPIC orders`],
    ask: { operation: 'DESCRIBE' },
    allowed: true,
  })),
  ...['CREATE', 'ALTER_CONFIGS', 'DESCRIBE_CONFIGS'].map(operation => ({
    guarantee: `${operation} does not imply DESCRIBE`,
    acls: [`ALLOW User:alice ${operation} TOPIC orders`],
    ask: { operation: 'DESCRIBE' },
    allowed: false,
  })),
  {
    guarantee: 'ALTER_CONFIGS implies DESCRIBE_CONFIGS',
    acls: ['ALLOW User:alice ALTER_CONFIGS TOPIC orders'],
    ask: { operation: 'DESCRIBE_CONFIGS' },
    allowed: true,
  },
  {
    guarantee: 'ALTER does not imply DESCRIBE_CONFIGS',
    acls: ['ALLOW User:alice ALTER TOPIC orders'],
    ask: { operation: 'DESCRIBE_CONFIGS' },
    allowed: false,
  },
  {
    guarantee: 'an operation that does not exist is not allowed, even by ALL',
    acls: ['ALLOW User:alice ALL TOPIC orders'],
    ask: { operation: 'FLY' },
    allowed: false,
  },
  {
    guarantee: 'a name that every object has is a name as any other',
    acls: ['ALLOW User:alice READ TOPIC orders'],
    ask: { name: 'constructor', operation: 'toString' },
    allowed: false,
  },
  {
    guarantee: 'the cluster is a resource named kafka-cluster',
    acls: ['ALLOW User:alice ALTER CLUSTER kafka-cluster'],
    ask: { resourceType: 'CLUSTER', name: 'kafka-cluster', operation: 'ALTER' },
    allowed: true,
  },
]

for (const { guarantee, acls, ask, allowed } of cases)
  test(`authorizer: ${guarantee}`, () => {
    equal(authorizer(...acls).authorize({ ...alice, ...orders, operation: 'READ', ...ask }), allowed)
  })

const byType: Case[] = [
  { guarantee: 'nothing is allowed where there are no ACLs', acls: [], allowed: false },
  {
    guarantee: 'a super user passes a wildcard DENY',
    acls: ['DENY User:* ALL TOPIC *'],
    ask: { principal: 'User:root' },
    allowed: true,
  },
  { guarantee: 'one literal ALLOW is enough', acls: ['ALLOW User:alice WRITE TOPIC orders'], allowed: true },
  { guarantee: 'one prefixed ALLOW is enough', acls: ['ALLOW User:alice WRITE TOPIC ord*'], allowed: true },
  { guarantee: 'ALL counts', acls: ['ALLOW User:alice ALL TOPIC ord*'], allowed: true },
  { guarantee: 'a wildcard ALLOW is enough', acls: ['ALLOW User:* WRITE TOPIC *'], allowed: true },
  {
    guarantee: 'a wildcard DENY beats all',
    acls: ['ALLOW User:alice WRITE TOPIC orders', 'DENY User:* WRITE TOPIC *'],
    allowed: false,
  },
  {
    guarantee: 'a wildcard ALLOW outlives a DENY of some names',
    acls: ['ALLOW User:alice WRITE TOPIC *', 'DENY User:alice WRITE TOPIC o*', 'DENY User:alice WRITE TOPIC hardcode'],
    allowed: true,
  },
  {
    guarantee: 'a literal DENY takes away its literal ALLOW',
    acls: ['ALLOW User:alice WRITE TOPIC orders', 'DENY User:* WRITE TOPIC orders'],
    allowed: false,
  },
  {
    guarantee: 'a literal DENY leaves a prefixed ALLOW of the same name',
    acls: ['ALLOW User:alice WRITE TOPIC orders*', 'DENY User:alice WRITE TOPIC orders'],
    allowed: true,
  },
  {
    guarantee: 'a shorter prefixed DENY takes away a longer prefixed ALLOW',
    acls: ['ALLOW User:alice WRITE TOPIC orders*', 'DENY User:alice WRITE TOPIC ord*'],
    allowed: false,
  },
  {
    guarantee: 'a longer prefixed DENY leaves a shorter prefixed ALLOW',
    acls: ['ALLOW User:alice WRITE TOPIC ord*', 'DENY User:alice WRITE TOPIC orders*'],
    allowed: true,
  },
  {
    guarantee: 'a DENY for another host counts for nothing',
    acls: ['ALLOW User:alice WRITE TOPIC orders', 'DENY User:alice WRITE TOPIC * @10.0.0.9'],
    allowed: true,
  },
  {
    guarantee: 'READ on some topic does not imply DESCRIBE on some topic',
    acls: ['ALLOW User:alice READ TOPIC orders'],
    ask: { operation: 'DESCRIBE' },
    allowed: false,
  },
]

for (const { guarantee, acls, ask, allowed } of byType)
  test(`authorizer by resource type: ${guarantee}`, () => {
    const question = { ...alice, resourceType: 'TOPIC', operation: 'WRITE', ...ask }
    equal(authorizer(...acls).authorizeByResourceType(question), allowed)
  })

test('the authorized operations are those the type supports and the subject may do', () => {
  const some = authorizer('ALLOW User:alice ALL TOPIC orders', 'DENY User:alice WRITE TOPIC ord*')
  const names = Object.entries(operations)
    .filter(([, code]) => some.operations({ ...alice, ...orders }) & (1 << code))
    .map(([name]) => name)

  deepEqual(names, ['READ', 'CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'])
})

test('a super user’s authorized operations are only those the type supports', () => {
  equal(authorizer().operations({ principal: 'User:root', host: '::1', resourceType: 'GROUP', name: 'g' }), 3400)
})

test('what ACLs there are can be read back', () => {
  const bindings = [acl('ALLOW User:alice READ TOPIC orders')]

  deepEqual([...aclsOf(bindings).bindings.values()], bindings)
})

const unreadable: Partial<AclBinding>[] = [
  { operation: 'FLY' },
  { operation: 'constructor' },
  { permissionType: 'ANY' },
  { resourcePattern: { ...orders, patternType: 'MATCH' } },
]

for (const part of unreadable)
  test(`an ACL with ${JSON.stringify(part)} is refused, not skipped`, () => {
    const bindings = [{ ...acl('DENY User:alice READ TOPIC orders'), ...part }]

    throws(() => aclsOf(bindings), { name: 'GatewayError', code: 'INVALID' })
  })

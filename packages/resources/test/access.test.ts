import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AclBinding, accessOf } from '../src/index.ts'

/** Such as `ALLOW User:alice READ TOPIC orders`, with `*` after a name for a prefix and `@host` for a host. */
function rule(text: string): AclBinding {
  const [words = '', host = '*'] = text.split(' @')
  const [permissionType, principal, operation, resourceType, pattern = ''] = words.split(' ')
  const isPrefix = pattern.length > 1 && pattern.endsWith('*')
  const resourcePattern = {
    resourceType,
    name: isPrefix ? pattern.slice(0, -1) : pattern,
    patternType: isPrefix ? 'PREFIXED' : 'LITERAL',
  }
  return { resourcePattern, principal, host, operation, permissionType } as AclBinding
}

const alice = { principal: 'User:alice', host: '*', resourceType: 'TOPIC', name: 'orders', operation: 'READ' } as const
const decide = (rules: string[], question: Partial<typeof alice> | object = {}) =>
  accessOf({ bindings: rules.map(rule), superUsers: ['root'] }).decide({ ...alice, ...question })

test('A DENY that applies decides, however close an ALLOW is', () => {
  const deny = 'DENY User:* READ TOPIC *'
  assert.deepEqual(decide(['ALLOW User:alice READ TOPIC orders', deny]), {
    allowed: false,
    by: 'RULE',
    rule: rule(deny),
  })
})

test('Of several rules that allow, the one with the closest name is told', () => {
  const rules = ['ALLOW User:* ALL TOPIC *', 'ALLOW User:alice READ TOPIC ord*', 'ALLOW User:alice READ TOPIC orders']
  for (const said of [rules[2], rules[1], rules[0]]) {
    const left = rules.slice(0, rules.indexOf(said!) + 1)
    assert.deepEqual(decide(left), { allowed: true, by: 'RULE', rule: rule(said!) })
  }
})

test('A rule that says the operation is told before one that implies it', () => {
  const rules = ['ALLOW User:alice READ TOPIC orders', 'ALLOW User:* DESCRIBE TOPIC *']
  assert.deepEqual(decide(rules, { operation: 'DESCRIBE' }), { allowed: true, by: 'RULE', rule: rule(rules[1]!) })
  assert.deepEqual(decide(rules.slice(0, 1), { operation: 'DESCRIBE' }), {
    allowed: true,
    by: 'RULE',
    rule: rule(rules[0]!),
  })
})

test('A super user passes every DENY, and what no rule allows is denied', () => {
  assert.deepEqual(decide(['DENY User:* ALL TOPIC *'], { principal: 'User:root' }), { allowed: true, by: 'SUPER_USER' })
  assert.deepEqual(decide(['ALLOW User:bob READ TOPIC orders']), { allowed: false, by: 'DEFAULT' })
})

test('A rule for a host decides nothing for a host that no rule names', () => {
  const rules = ['ALLOW User:alice READ TOPIC orders @10.0.0.7']
  assert.equal(decide(rules).allowed, false)
  assert.equal(decide(rules, { host: '10.0.0.7' }).allowed, true)
  assert.equal(decide(rules, { host: '10.0.0.8' }).allowed, false)
})

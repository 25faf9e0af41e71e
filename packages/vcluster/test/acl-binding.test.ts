import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { type AclBinding, type AclFilter, matchesFilter, validateBinding } from '../src/acl-binding.ts'

const topic = (name: string, patternType = 'LITERAL') => ({ resourceType: 'TOPIC', name, patternType })

const binding: AclBinding = {
  resourcePattern: topic('orders'),
  principal: 'User:alice',
  host: '*',
  operation: 'READ',
  permissionType: 'ALLOW',
}

const any: AclFilter = {
  resourcePattern: { resourceType: 'ANY', name: null, patternType: 'ANY' },
  principal: null,
  host: null,
  operation: 'ANY',
  permissionType: 'ANY',
}

const finds: [string, Partial<AclBinding>, Partial<AclFilter>, boolean][] = [
  ['the open filter finds every ACL', {}, {}, true],
  ['a principal is found exactly', {}, { principal: 'User:alice' }, true],
  ['a principal is not found by User:*', {}, { principal: 'User:*' }, false],
  ['a host is found exactly', {}, { host: '*' }, true],
  ['the wildcard host is not found by an address', {}, { host: '10.0.0.1' }, false],
  ['an operation is found exactly', {}, { operation: 'READ' }, true],
  ['READ is not found by ALL', {}, { operation: 'ALL' }, false],
  ['a permission is found exactly', {}, { permissionType: 'ALLOW' }, true],
  ['ALLOW is not found by DENY', {}, { permissionType: 'DENY' }, false],
]

const patterns: [string, AclBinding['resourcePattern'], AclFilter['resourcePattern'], boolean][] = [
  ['another resource type is not found', topic('o'), { resourceType: 'GROUP', name: null, patternType: 'ANY' }, false],
  ['ANY finds a literal by its name', topic('orders'), topic('orders', 'ANY'), true],
  ['ANY finds a prefix by its name', topic('orders', 'PREFIXED'), topic('orders', 'ANY'), true],
  ['ANY does not find what merely applies', topic('ord', 'PREFIXED'), topic('orders', 'ANY'), false],
  ['LITERAL does not find a prefix', topic('orders', 'PREFIXED'), topic('orders'), false],
  ['LITERAL does not find the wildcard by another name', topic('*'), topic('orders'), false],
  ['LITERAL finds the wildcard by its name', topic('*'), topic('*'), true],
  ['PREFIXED finds a prefix by its name', topic('ord', 'PREFIXED'), topic('ord', 'PREFIXED'), true],
  ['PREFIXED does not find a longer prefix', topic('orders', 'PREFIXED'), topic('ord', 'PREFIXED'), false],
  ['MATCH finds the literal', topic('orders'), topic('orders', 'MATCH'), true],
  ['MATCH finds the wildcard', topic('*'), topic('orders', 'MATCH'), true],
  ['MATCH finds a prefix of the name', topic('ord', 'PREFIXED'), topic('orders', 'MATCH'), true],
  ['MATCH does not find a longer prefix', topic('orders2', 'PREFIXED'), topic('orders', 'MATCH'), false],
  ['MATCH does not find a shorter literal', topic('ord'), topic('orders', 'MATCH'), false],
  ['MATCH without a name finds all', topic('ord', 'PREFIXED'), { ...topic('', 'MATCH'), name: null }, true],
  ['UNKNOWN finds nothing', topic('orders'), { ...topic('', 'UNKNOWN'), name: null }, false],
]

for (const [guarantee, part, filter, found] of [
  ...finds,
  ...patterns.map(
    ([text, pattern, filter, found]) =>
      [text, { resourcePattern: pattern }, { resourcePattern: filter }, found] as const,
  ),
])
  test(`a filter: ${guarantee}`, () => {
    equal(matchesFilter({ ...binding, ...part }, { ...any, ...filter }), found)
  })

const refused: [Partial<AclBinding>, RegExp][] = [
  [{ resourcePattern: { ...topic('orders'), resourceType: 'ANY' } }, /^Invalid resourceType ANY$/],
  [{ resourcePattern: { ...topic('orders'), resourceType: 'UNKNOWN' } }, /^Invalid resourceType UNKNOWN$/],
  [{ resourcePattern: { ...topic('orders'), resourceType: 'toString' } }, /^Invalid resourceType toString$/],
  [{ resourcePattern: topic('orders', 'MATCH') }, /^Invalid patternType MATCH$/],
  [{ resourcePattern: topic('orders', 'ANY') }, /^Invalid patternType ANY$/],
  [{ resourcePattern: topic('') }, /^Invalid empty resource name$/],
  [
    { resourcePattern: { ...topic('mine'), resourceType: 'CLUSTER' } },
    /only valid name for the CLUSTER resource is kafka-cluster$/,
  ],
  [{ operation: 'ANY' }, /^Invalid operation ANY$/],
  [{ operation: 'UNKNOWN' }, /^Invalid operation UNKNOWN$/],
  [{ operation: 'CLUSTER_ACTION' }, /^Invalid operation CLUSTER_ACTION for a TOPIC: expected ALL or one of READ, /],
  [{ permissionType: 'ANY' }, /^Invalid permissionType ANY$/],
  [{ principal: 'alice' }, /^Invalid principal: .*User:alice$/],
  [{ principal: '' }, /^Invalid principal/],
  [{ principal: ':alice' }, /^Invalid principal/],
  [{ principal: 'User:' }, /^Invalid principal/],
  [{ host: '' }, /^Invalid empty host/],
]

for (const [part, sentence] of refused)
  test(`an ACL with ${JSON.stringify(part)} is not created`, () => {
    equal(sentence.test(validateBinding({ ...binding, ...part }) ?? ''), true)
  })

const created: Partial<AclBinding>[] = [
  {},
  { operation: 'ALL' },
  { principal: 'User:*' },
  { principal: 'User:CN=a,OU=b:c' },
  { resourcePattern: topic('*') },
  { resourcePattern: topic('ord', 'PREFIXED') },
  { resourcePattern: { ...topic('kafka-cluster'), resourceType: 'CLUSTER' }, operation: 'IDEMPOTENT_WRITE' },
  { resourcePattern: { ...topic('tx'), resourceType: 'TRANSACTIONAL_ID' }, operation: 'TWO_PHASE_COMMIT' },
  { resourcePattern: { ...topic('User:bob'), resourceType: 'USER' }, operation: 'CREATE_TOKENS' },
]

for (const part of created)
  test(`an ACL with ${JSON.stringify(part)} is created`, () => {
    equal(validateBinding({ ...binding, ...part }), undefined)
  })

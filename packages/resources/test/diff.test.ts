import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from '../src/index.ts'

const binding = (principal: string) => ({ principal, host: '*' })

const table = [
  {
    what: 'Equal values do not differ, whatever the order of their fields',
    before: { a: 1, b: [binding('x')] },
    after: { b: [{ host: '*', principal: 'x' }], a: 1 },
    says: [],
  },
  {
    what: 'A field that changed, came or went is told by its path',
    before: { a: 1, gone: true, inner: { b: 'x', 'c.d': 'y' } },
    after: { a: 2, inner: { b: 'x', 'c.d': 'z' }, came: false },
    says: [
      { path: 'spec.a', before: 1, after: 2 },
      { path: 'spec.gone', before: true },
      { path: 'spec.inner.c.d', before: 'y', after: 'z' },
      { path: 'spec.came', after: false },
    ],
  },
  {
    what: 'What came is told field by field, and what went too',
    before: undefined,
    after: { a: 1, inner: { b: 'x' }, none: [] },
    says: [
      { path: 'spec.a', after: 1 },
      { path: 'spec.inner.b', after: 'x' },
    ],
  },
  {
    what: 'Of a list it is told what was taken out and what came in',
    before: { users: ['a', 'b', 'b'], acls: [binding('x'), binding('y')] },
    after: { users: ['b', 'c'], acls: [binding('z'), binding('x')] },
    says: [
      { path: 'spec.users[0]', before: 'a' },
      { path: 'spec.users[2]', before: 'b' },
      { path: 'spec.users[1]', after: 'c' },
      { path: 'spec.acls[1]', before: binding('y') },
      { path: 'spec.acls[0]', after: binding('z') },
    ],
  },
  {
    what: 'A list that has but another order differs as a whole',
    before: { users: ['a', 'b'] },
    after: { users: ['b', 'a'] },
    says: [{ path: 'spec.users', before: ['a', 'b'], after: ['b', 'a'] }],
  },
  {
    what: 'A value of another type is told as a whole',
    before: { a: ['x'] },
    after: { a: { x: 1 } },
    says: [{ path: 'spec.a', before: ['x'], after: { x: 1 } }],
  },
] as const

for (const { what, before, after, says } of table) test(what, () => assert.deepEqual(differences(before, after), says))

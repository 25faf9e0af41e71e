import assert from 'node:assert/strict'
import { test } from 'node:test'
import { merge } from '../src/change/merge.ts'

const base = { role: 'upstream', superUsers: ['admin', 'old'], properties: { a: '1', b: '2' } }

test('what only they changed and what only I changed are both kept', () => {
  const theirs = { ...base, role: 'main', properties: { a: '1', b: '3' } }
  const mine = { ...base, properties: { a: '9', b: '2' } }
  assert.deepEqual(merge(base, theirs, mine), { ...base, role: 'main', properties: { a: '9', b: '3' } })
})

test('where both changed the same field, mine stands', () => {
  assert.equal(merge(base, { ...base, role: 'main' }, { ...base, role: 'failover' }).role, 'failover')
})

test('of a list what they added and what I added is there, and what either took out is not', () => {
  const theirs = { ...base, superUsers: ['admin', 'old', 'theirs'] }
  const mine = { ...base, superUsers: ['admin', 'mine'] }
  assert.deepEqual(merge(base, theirs, mine).superUsers, ['admin', 'theirs', 'mine'])
  assert.deepEqual(merge(base, { ...base, superUsers: ['old'] }, mine).superUsers, ['mine'])
})

test('what both added is there once', () => {
  const both = { ...base, superUsers: [...base.superUsers, 'both'] }
  assert.deepEqual(merge(base, both, structuredClone(both)).superUsers, ['admin', 'old', 'both'])
})

test('a field that I took out is gone, and one that they put in is there', () => {
  const theirs = { ...base, properties: { ...base.properties, c: '3' } }
  const mine = { ...base, properties: { a: '1' } }
  assert.deepEqual(merge(base, theirs, mine).properties, { a: '1', c: '3' })
})

import { strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { roleOf } from '#oidc-role.ts'

test('a claim names a role, whatever its case, and of several the highest counts', () => {
  strictEqual(roleOf('operator'), 'operator')
  strictEqual(roleOf('Owner'), 'owner')
  strictEqual(roleOf(['viewer', 'owner', 'operator']), 'owner')
})

test('what names no role makes a viewer', () => {
  for (const claim of [undefined, null, '', 'admin', 7, {}, [], ['staff'], 'owner ', '__proto__', 'constructor'])
    strictEqual(roleOf(claim), 'viewer')
})

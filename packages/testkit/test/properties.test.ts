import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryDirectory, writeProperties } from '../src/index.ts'

test('what Java would read otherwise is escaped, and others cannot read the file', () => {
  const path = join(temporaryDirectory(), 'client.properties')
  writeProperties(path, { 'a=b: c': ' back\\slash = "ü"\nnext', 'sasl.mechanism': 'PLAIN' })
  assert.equal(readFileSync(path, 'utf8'), 'a\\=b\\:\\ c=\\ back\\\\slash = "\\u00fc"\\nnext\nsasl.mechanism=PLAIN\n')
  assert.equal(statSync(path).mode & 0o777, 0o600)
})

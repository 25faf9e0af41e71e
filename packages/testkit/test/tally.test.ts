import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tally } from '../src/tally.ts'

test('the summary of node:test is counted, also in colour', () => {
  const summary = ['tests 9', 'suites 1', 'pass 5', 'fail 1', 'cancelled 1', 'skipped 1', 'todo 1']
  const output = summary.map(line => `\u001b[34mℹ ${line}\u001b[39m`).join('\n')
  assert.deepEqual(tally(output), { passed: 5, failed: 2, skipped: 2 })
})

test('the summary of Playwright is counted', () => {
  assert.deepEqual(tally('  1 failed\n    [chromium] › a.spec.ts\n  2 flaky\n  3 skipped\n  12 passed (4.5s)\n'), {
    passed: 12,
    failed: 3,
    skipped: 3,
  })
})

test('what tests print themselves is not counted', () => {
  assert.deepEqual(tally('we pass 5 of them\nfail 7\n'), { passed: 0, failed: 0, skipped: 0 })
})

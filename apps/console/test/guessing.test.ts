import { strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard } from '#guessing.ts'

test('ten wrong passwords within a minute close the door until the oldest is a minute old', () => {
  const guard = createGuard()
  for (let second = 0; second < 10; second++) {
    strictEqual(guard.isClosed(second * 1000), false)
    guard.recordFailure(second * 1000)
  }
  strictEqual(guard.isClosed(59_999), true)
  strictEqual(guard.isClosed(60_000), false)
})

test('a password that was right is not counted', () => {
  const guard = createGuard()
  for (let second = 0; second < 20; second++) {
    strictEqual(guard.isClosed(second), false)
    guard.recordFailure(second)
    guard.forgive(second)
  }
})

import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { messages } from '../src/index.ts'
import { bodies, completed } from './bodies.ts'
import { bodyOf, bytesOf } from './bytes.ts'
import { versionsOf } from './versions.ts'

for (const message of Object.values(messages))
  test(`${message.name}: what is written is what is read, and is written again as the same bytes`, () => {
    for (const version of versionsOf(message))
      fc.assert(
        fc.property(bodies(message, version), body => {
          const bytes = bytesOf(message, version, body)
          const again = bodyOf(message, version, bytes)
          deepEqual(again, completed(message, version, body))
          deepEqual(bytesOf(message, version, again), bytes)
        }),
        { numRuns: 50 },
      )
  })

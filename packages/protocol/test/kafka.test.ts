import { deepEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { messages } from '../src/index.ts'
import { bodies } from './bodies.ts'
import { bytesOf, bodyOf } from './bytes.ts'
import { type Oracle, startOracle } from './oracle.ts'
import { versionsOf } from './versions.ts'

const RUNS = 20
/** Another seed on every run; the name of a failing test says which it was. */
const seed = Date.now() % 1_000_000_000

let oracle: Oracle
before(async () => {
  oracle = await startOracle('/tmp/jars/libs')
})
after(() => oracle[Symbol.asyncDispose]())

for (const message of Object.values(messages)) {
  test(`${message.name}: what Kafka's class writes is read, and written again as the same bytes (seed ${seed})`, async () => {
    for (const version of versionsOf(message)) {
      const made = Array.from({ length: RUNS }, (_, run) => oracle.make(message, version, seed + run))
      for (const bytes of await Promise.all(made))
        deepEqual(bytesOf(message, version, bodyOf(message, version, bytes)), bytes, `version ${version}`)
    }
  })

  test(`${message.name}: what is written here, Kafka's class reads and writes as the same bytes (seed ${seed})`, async () => {
    for (const version of versionsOf(message)) {
      const written = fc
        .sample(bodies(message, version), { seed, numRuns: RUNS })
        .map(body => bytesOf(message, version, body))
      const reread = await Promise.all(written.map(bytes => oracle.reread(message, version, bytes)))
      deepEqual(reread, written, `version ${version}`)
    }
  })
}

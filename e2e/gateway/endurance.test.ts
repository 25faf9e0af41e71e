import { deepStrictEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { endure } from './endurance.ts'

const SECONDS = Number(process.env.ENDURANCE_SECONDS ?? 60)
const MEMORY_BYTES = 500 * 2 ** 20

test('with the database, a gateway and brokers failing in turn and the configuration changing all the time, no acknowledged record is lost and no consumer is stuck', async context => {
  const { families, changes, refused, resident } = await endure({
    seconds: SECONDS,
    say: event => context.diagnostic(event),
  })
  for (const [name, { acknowledged, ...wrong }] of Object.entries(families)) {
    context.diagnostic(`${name}: ${acknowledged} records acknowledged`)
    deepStrictEqual({ name, ...wrong }, { name, lost: [], unread: [], failures: [] })
    ok(acknowledged > SECONDS * 2, `${name} produced ${acknowledged} records`)
  }
  deepStrictEqual(refused, [])
  ok(changes > SECONDS * 4, `${changes} changes`)
  context.diagnostic(`${Math.max(...resident) >> 20} MiB resident at most`)
  ok(Math.max(...resident) < MEMORY_BYTES)
})

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenUse, UsageReport } from '@tidegate/store'
import { Uses } from '../src/loop/uses.ts'
import { Usage } from '../src/usage.ts'

const at = (seconds: number) => new Date(seconds * 1_000)
const use = (token: string, first: number, last = first, host = '10.0.0.7'): TokenUse => ({
  token,
  firstSeenAt: at(first),
  lastSeenAt: at(last),
  host,
})
const used = (...tokens: TokenUse[]) => ({ tokens, aliases: [] })

/** A store that keeps what it is told, or is away. */
function reporting() {
  const reports: UsageReport[] = []
  const state = { away: false }
  const reportUsage = async (report: UsageReport) => {
    if (state.away) throw new Error('away')
    reports.push(report)
  }
  return { usage: new Usage({ reportUsage }, 'gateway-1'), reports, state }
}

test('what one token did is one line: its first time, and its latest with the client of then', () => {
  const uses = new Uses()
  uses.add(used(use('one', 5, 9, '10.0.0.9'), use('one', 2, 3), use('two', 4)))
  deepStrictEqual(uses.take(), used(use('one', 2, 9, '10.0.0.9'), use('two', 4)))
  deepStrictEqual(uses.take(), used())
})

test('what is held is bounded, and the oldest goes first', () => {
  const uses = new Uses()
  for (let i = 0; i < 10_001; i++) uses.add(used(use(`token-${i}`, i)))
  const { tokens } = uses.take()
  deepStrictEqual([tokens.length, tokens[0]?.token], [10_000, 'token-1'])
})

test('a client that goes on is written again once ten seconds are new, another client at once', async () => {
  const { usage, reports } = reporting()
  const told = async (...uses: TokenUse[]) => {
    usage.add(used(...uses))
    await usage.send()
    return reports.splice(0).flatMap(({ tokens }) => tokens)
  }
  deepStrictEqual(await told(use('one', 0)), [use('one', 0)])
  deepStrictEqual(await told(use('one', 4)), [])
  deepStrictEqual(await told(use('one', 9)), [])
  deepStrictEqual(await told(use('one', 10)), [use('one', 4, 10)])
  deepStrictEqual(await told(use('one', 11, 11, '10.0.0.9')), [use('one', 11, 11, '10.0.0.9')])
  strictEqual(reports.length, 0)
})

test('what waits is written when the worker ends', async () => {
  const { usage, reports } = reporting()
  for (const second of [0, 3]) {
    usage.add(used(use('one', second)))
    await usage.send()
  }
  await usage.send({ all: true })
  deepStrictEqual(
    reports.map(({ tokens }) => tokens[0]?.lastSeenAt),
    [at(0), at(3)],
  )
})

test('what could not be kept is held and sent once the database is back', async () => {
  const { usage, reports, state } = reporting()
  state.away = true
  usage.add(used(use('one', 1)))
  await rejects(usage.send())
  usage.add(used(use('one', 7), use('two', 8)))
  await rejects(usage.send())
  state.away = false
  await usage.send()
  deepStrictEqual(reports, [{ gateway: 'gateway-1', ...used(use('one', 1, 7), use('two', 8)) }])
})

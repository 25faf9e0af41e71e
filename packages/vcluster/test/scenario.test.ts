import { deepStrictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { play, scenarios } from './scenario.ts'

for (const each of scenarios)
  test(`${each.api} v${each.version}: ${each.scenario}`, async () => {
    const { sent, expected, answer, due } = await play(each)
    deepStrictEqual(sent, expected)
    deepStrictEqual(answer, due)
  })

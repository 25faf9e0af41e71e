import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import type { Existence } from '@tidegate/kafka'
import { TopicLookup } from '../src/inventory/topic-lookup.ts'

const refused = new GatewayError('UPSTREAM_UNAVAILABLE', 'may not be seen')

/** Answers when it is told to. */
function setUp() {
  const asked: { topics: readonly string[]; answer: PromiseWithResolvers<Existence> }[] = []
  const lookup = new TopicLookup(topics => {
    const answer = Promise.withResolvers<Existence>()
    asked.push({ topics, answer })
    return answer.promise
  })
  return { lookup, asked }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

test('topics that are asked for while an answer is awaited are asked for together', async () => {
  const { lookup, asked } = setUp()
  const first = lookup.exists('a')
  await settled()
  const others = Promise.allSettled(['b', 'c', 'b', 'd'].map(topic => lookup.exists(topic)))
  await settled()
  deepStrictEqual(
    asked.map(({ topics }) => topics),
    [['a']],
  )
  asked[0]?.answer.resolve(new Map([['a', true]]))
  strictEqual(await first, true)
  await settled()
  deepStrictEqual(
    asked.map(({ topics }) => topics),
    [['a'], ['b', 'c', 'd']],
  )
  asked[1]?.answer.resolve(
    new Map<string, boolean | GatewayError>([
      ['b', true],
      ['c', false],
      ['d', refused],
    ]),
  )
  deepStrictEqual(
    (await others).map(each => (each.status === 'fulfilled' ? each.value : each.reason)),
    [true, false, true, refused],
  )
})

test('a cluster that could not be asked is asked again by who comes later', async () => {
  const { lookup, asked } = setUp()
  const first = lookup.exists('a')
  await settled()
  asked[0]?.answer.reject(refused)
  await rejects(first, refused)
  const second = lookup.exists('a')
  await settled()
  asked[1]?.answer.resolve(new Map([['a', true]]))
  strictEqual(await second, true)
})

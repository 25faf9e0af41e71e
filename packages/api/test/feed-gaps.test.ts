import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Worker } from '@tidegate/store'
import { Feed, type News } from '../src/feed.ts'

const at = new Date(0)

const gateway = (name: string): Worker => ({
  name,
  version: '1.0.0',
  pid: 1,
  startedAt: at,
  seenAt: at,
  generation: 0,
  adminUrl: 'http://localhost:8888',
  clusters: [],
  addresses: {},
  errors: [],
  clients: [],
  refusals: [],
})

const away = new Error('the database is away')

/** All that waits for nothing but promises is done by then. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve))

/** A feed over a store that answers when the test says so, and looks again when the test says so. */
function open(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const looks: PromiseWithResolvers<Worker[]>[] = []
  const subscriptions: Subscribed[] = []
  const feed = new Feed({
    now: () => at,
    everyMs: 1,
    store: {
      workers() {
        const look = Promise.withResolvers<Worker[]>()
        looks.push(look)
        return look.promise
      },
      lastSeen: async () => new Map(),
      subscribe(announce) {
        const subscribed = new Subscribed(announce)
        subscriptions.push(subscribed)
        return subscribed.answer.promise
      },
    },
  })
  const listen = (lastId?: string) => new Ear(feed, lastId)
  const lookAgain = () => {
    t.mock.timers.tick(1)
    return turn()
  }
  /** Who listens, told to read everything after a first look that found no gateway, and generation 1. */
  const begin = async (lastId?: string) => {
    const ear = listen(lastId)
    subscriptions.at(-1)?.open(1)
    await turn()
    looks.at(-1)?.resolve([])
    assert.equal(await ear.hears(), 'everything')
    return ear
  }
  return { feed, looks, subscriptions, listen, lookAgain, begin }
}

class Subscribed {
  readonly answer = Promise.withResolvers<{ close(): Promise<void> }>()
  readonly announce: (generation: number) => void
  isClosed = false

  constructor(announce: (generation: number) => void) {
    this.announce = announce
  }

  open(generation: number): void {
    this.announce(generation)
    this.answer.resolve({
      close: async () => {
        this.isClosed = true
      },
    })
  }
}

class Ear {
  readonly #end = new AbortController()
  readonly #news: AsyncGenerator<News>
  #next: Promise<IteratorResult<News>> | undefined
  lastId: string | undefined

  constructor(feed: Feed, lastId: string | undefined) {
    this.#news = feed.read(lastId, this.#end.signal)
    this.#next = this.#news.next()
  }

  /** What is told by now, which counts as read with the next question. */
  async hears(): Promise<string> {
    this.#next ??= this.#news.next()
    const heard = await Promise.race([this.#next, turn()])
    if (!heard) return 'nothing'
    this.#next = undefined
    this.lastId = heard.value?.id
    return heard.done ? 'the end' : heard.value.about
  }

  async leave(): Promise<string> {
    this.#end.abort()
    return this.hears()
  }
}

test('the position is what a listener has heard, as long as nothing was told since; there is none where nobody listens', async t => {
  const { feed, subscriptions, begin } = open(t)
  assert.equal(feed.position, undefined)
  const ear = await begin()
  assert.equal(feed.position, ear.lastId)
  subscriptions[0]?.announce(2)
  assert.notEqual(feed.position, ear.lastId)
  assert.equal(await ear.hears(), 'everything')
  assert.equal(feed.position, ear.lastId)
  assert.equal(await ear.leave(), 'the end')
  assert.equal(feed.position, undefined)
})

test('what is told while a listener is busy with news is heard next', async t => {
  const { looks, subscriptions, lookAgain, begin } = open(t)
  const ear = await begin()
  subscriptions[0]?.announce(2)
  assert.equal(await ear.hears(), 'everything')
  await lookAgain()
  looks[1]?.resolve([gateway('one')])
  await turn()
  assert.equal(await ear.hears(), 'gateways')
  assert.equal(await ear.hears(), 'nothing')
})

test('a gateway that only reports again is no news', async t => {
  const { looks, lookAgain, begin } = open(t)
  const ear = await begin()
  const reports = [{}, { seenAt: new Date(1) }, { seenAt: new Date(2), generation: 1 }]
  const heard: string[] = []
  for (const report of reports) {
    await lookAgain()
    looks.at(-1)?.resolve([{ ...gateway('one'), ...report }])
    heard.push(await ear.hears())
  }
  assert.deepEqual(heard, ['gateways', 'nothing', 'gateways'])
})

test('who was busy or away for longer than news is kept reads everything, once', async t => {
  const { subscriptions, listen, begin } = open(t)
  const ear = await begin()
  const { lastId } = ear
  for (let generation = 2; generation < 200; generation++) subscriptions[0]?.announce(generation)
  for (const each of [ear, listen(lastId)]) {
    assert.equal(await each.hears(), 'everything')
    assert.equal(await each.hears(), 'nothing')
  }
})

for (const wrong of ['NaN', '-1', '0.5', '2'])
  test(`who comes with a position that was never told, as "${wrong}", reads everything`, async t => {
    const { subscriptions, listen, begin } = open(t)
    const keeper = await begin()
    subscriptions[0]?.announce(2)
    assert.equal(await keeper.hears(), 'everything')
    const era = keeper.lastId?.split('/')[0]
    const ear = listen(`${era}/${wrong}`)
    assert.equal(await ear.hears(), 'everything')
    assert.equal(ear.lastId, keeper.lastId)
    assert.equal(await ear.hears(), 'nothing')
  })

test('who came while the database was away is told at once, and again of each part that is seen once it is back', async t => {
  const { looks, subscriptions, listen, lookAgain } = open(t)
  const ear = listen()
  subscriptions[0]?.answer.reject(away)
  await turn()
  looks[0]?.reject(away)
  assert.equal(await ear.hears(), 'everything')
  await lookAgain()
  subscriptions[1]?.open(1)
  assert.equal(await ear.hears(), 'everything')
  looks[1]?.resolve([])
  assert.equal(await ear.hears(), 'gateways')
  assert.equal(await ear.hears(), 'nothing')
})

test('what gateways report is news where the first look failed at it alone', async t => {
  const { looks, subscriptions, listen, lookAgain } = open(t)
  const ear = listen()
  subscriptions[0]?.open(1)
  await turn()
  looks[0]?.reject(away)
  assert.equal(await ear.hears(), 'everything')
  await lookAgain()
  looks[1]?.resolve([])
  assert.equal(await ear.hears(), 'gateways')
  assert.equal(subscriptions.length, 1)
})

test('a generation is news where the first look failed at it alone, and no second time when it is announced again', async t => {
  const { looks, subscriptions, listen, lookAgain } = open(t)
  const ear = listen()
  subscriptions[0]?.answer.reject(away)
  await turn()
  looks[0]?.resolve([])
  assert.equal(await ear.hears(), 'everything')
  await lookAgain()
  looks[1]?.resolve([])
  subscriptions[1]?.open(1)
  assert.equal(await ear.hears(), 'everything')
  subscriptions[1]?.announce(1)
  assert.equal(await ear.hears(), 'nothing')
  subscriptions[1]?.announce(2)
  assert.equal(await ear.hears(), 'everything')
})

test('who resumes while the first look is under way hears nothing before it, and then reads everything, as who came first', async t => {
  const { looks, subscriptions, listen, begin } = open(t)
  const before = await begin()
  await before.leave()
  const first = listen()
  const second = listen(before.lastId)
  subscriptions[1]?.open(1)
  subscriptions[1]?.announce(2)
  assert.deepEqual([await first.hears(), await second.hears()], ['nothing', 'nothing'])
  looks[1]?.resolve([])
  assert.deepEqual([await first.hears(), await second.hears()], ['everything', 'everything'])
  assert.deepEqual([await first.hears(), await second.hears()], ['nothing', 'nothing'])
})

test('what was seen for listeners who have left is not what is known to those who come', async t => {
  const { looks, subscriptions, listen, lookAgain } = open(t)
  const early = listen()
  await turn()
  await early.leave()
  subscriptions[0]?.open(1)
  await turn()
  looks[0]?.resolve([gateway('one')])
  await turn()
  const ear = listen()
  await turn()
  subscriptions[1]?.answer.reject(away)
  await turn()
  looks[1]?.reject(away)
  assert.equal(await ear.hears(), 'everything')
  await lookAgain()
  subscriptions[2]?.open(1)
  assert.equal(await ear.hears(), 'everything')
  looks[2]?.resolve([gateway('one')])
  assert.equal(await ear.hears(), 'gateways')
})

test('what comes late for listeners who have left is no news to those who come', async t => {
  const { looks, subscriptions, lookAgain, begin } = open(t)
  const early = await begin()
  await lookAgain()
  await early.leave()
  const ear = await begin()
  subscriptions[0]?.announce(2)
  assert.equal(await ear.hears(), 'nothing')
  looks[1]?.resolve([gateway('one')])
  assert.equal(await ear.hears(), 'nothing')
})

test('a subscription that opens once its last listener has left is closed, and tells nobody', async t => {
  const { looks, subscriptions, listen, begin } = open(t)
  const early = listen()
  await turn()
  await early.leave()
  subscriptions[0]?.open(1)
  await turn()
  looks[0]?.resolve([])
  await turn()
  assert.equal(subscriptions[0]?.isClosed, true)
  const ear = await begin()
  subscriptions[0]?.announce(2)
  assert.equal(await ear.hears(), 'nothing')
})

test('who leaves while the first look is under way does not wait for it', async t => {
  const { listen } = open(t)
  const ear = listen()
  assert.equal(await ear.hears(), 'nothing')
  assert.equal(await ear.leave(), 'the end')
})

test('gateways are looked at while a subscription is waited for, and one look at a time', async t => {
  const { looks, subscriptions, listen, lookAgain } = open(t)
  const ear = listen()
  subscriptions[0]?.answer.reject(away)
  await turn()
  looks[0]?.resolve([])
  assert.equal(await ear.hears(), 'everything')
  await lookAgain()
  await lookAgain()
  assert.deepEqual([subscriptions.length, looks.length], [2, 2])
  looks[1]?.resolve([gateway('one')])
  assert.equal(await ear.hears(), 'gateways')
  await lookAgain()
  assert.deepEqual([subscriptions.length, looks.length], [2, 3])
})

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
  return { looks, subscriptions, listen, lookAgain, begin }
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

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseManifest } from '@tidegate/resources'
import type { WorkerReport } from '@tidegate/store'
import { Feed, type News } from '../src/feed.ts'
import { account, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const actor = { user: 'ada', surface: 'rest' } as const

const report: WorkerReport = {
  name: 'gateway-1',
  version: '1.0.0',
  pid: 1,
  startedAt: new Date(0),
  generation: 0,
  adminUrl: 'http://localhost:8888',
  clusters: [],
  addresses: {},
  errors: [],
  clients: [],
  refusals: [],
}

async function open() {
  const store = await emptyStore()
  const feed = new Feed({ store, now: () => new Date(), everyMs: 20 })
  const end = new AbortController()
  const open: AsyncGenerator<News>[] = []
  const read = (lastId?: string) => {
    const news = feed.read(lastId, end.signal)
    open.push(news)
    return news
  }
  /** The next news about that; what else comes is passed over. */
  const next = async (news: AsyncGenerator<News>, about: News['about']) => {
    for (;;) {
      const { value, done } = await news.next()
      if (done || value.about === about) return value as News
    }
  }
  return {
    store,
    read,
    next,
    async [Symbol.asyncDispose]() {
      end.abort()
      await Promise.all(open.map(news => news.return(undefined)))
    },
  }
}

test('who begins to listen is told to read everything, and then of each change', async () => {
  await using opened = await open()
  const { store, read, next } = opened
  const news = read()
  assert.equal((await news.next()).value?.about, 'everything')
  await store.reportWorker(report)
  await next(news, 'gateways')
  await store.syncManaged([
    { name: 'main', role: 'main', properties: { 'bootstrap.servers': 'a:9092' }, managedBy: 'file' },
  ])
  await next(news, 'everything')
})

test('the first client of a virtual cluster is news, though it has left before its gateway reported it', async () => {
  await using opened = await open()
  const { store, read, next } = opened
  const manifests = [partner(), account('user1')].map(each => parseManifest(each))
  await store.apply(
    manifests.map(manifest => ({ op: 'put', manifest })),
    { actor },
  )
  const at = new Date()
  const token = { id: 'one', vCluster: 'mypartner', username: 'user1', issuedAt: at, expiresAt: new Date('2099-01-01') }
  await store.issueToken(token, actor)
  const news = read()
  await next(news, 'everything')
  const use = { token: 'one', firstSeenAt: at, lastSeenAt: at, host: '10.0.0.7' }
  await store.reportUsage({ gateway: 'a', tokens: [use], aliases: [] })
  assert.equal((await next(news, 'gateways')).about, 'gateways')
})

test('who comes again with the last id hears what came meanwhile, and with one of another process reads everything', async () => {
  await using opened = await open()
  const { store, read, next } = opened
  const keeper = read()
  await keeper.next()
  const news = read()
  const { value: first } = await news.next()
  await news.return(undefined)
  await store.reportWorker(report)
  await next(keeper, 'gateways')
  assert.equal((await read(first?.id).next()).value?.about, 'gateways')
  assert.equal((await read('another process/7').next()).value?.about, 'everything')
})

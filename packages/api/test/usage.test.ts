import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Worker } from '@tidegate/store'
import { account, alias, apiOver, cluster, now, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

const line = (token: string, connections: number, secondsAgo: number) => ({
  virtualCluster: 'mypartner',
  physicalCluster: 'clusterA',
  user: 'user1',
  host: '10.0.0.8',
  software: 'kafkajs 2.2.4',
  token,
  connections,
  since: ago(60).toISOString(),
  seen: ago(secondsAgo).toISOString(),
})

/** Workers stand in for the store's, since when they were seen cannot be chosen there. */
async function withWorkers(workersOf: (tokens: readonly string[]) => Partial<Worker>[]) {
  const store = await emptyStore()
  const workers: Worker[] = []
  const { send, caller } = apiOver({ ...store, workers: async () => workers })
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  await send('PUT /gateway/v2/service-account', { body: account('user1') })
  const issue = () => caller().token.issue({ vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 60 })
  const tokens = [(await issue()).id, (await issue()).id]
  workers.push(...(workersOf(tokens) as Worker[]))
  return { store, send, caller, tokens }
}

test('of each token it is told when and how it was used, and how many connections it has now', async () => {
  const { store, send, tokens } = await withWorkers(([first = '']) => [
    { name: 'a', seenAt: now, clients: [line(first, 2, 4)] },
    { name: 'b', seenAt: now, clients: [line(first, 1, 3)] },
    { name: 'silent', seenAt: ago(60), clients: [line(first, 9, 1)] },
  ])
  const use = { firstSeenAt: ago(50), lastSeenAt: ago(40), host: '10.0.0.7' }
  await store.reportUsage({ gateway: 'gone', tokens: tokens.map(token => ({ token, ...use })), aliases: [] })
  const { json } = await send('GET /tidegate/v1/usage?vcluster=mypartner')
  const byToken = new Map<string, Record<string, unknown>>(json.map((each: { token: string }) => [each.token, each]))
  const common = {
    username: 'user1',
    issuedAt: '2026-01-02T03:04:05.000Z',
    expiresAt: '2026-01-02T03:05:05.000Z',
    firstSeenAt: ago(50).toISOString(),
  }
  assert.deepEqual(byToken.get(tokens[0]!), {
    ...common,
    token: tokens[0],
    lastSeenAt: ago(3).toISOString(),
    software: 'kafkajs 2.2.4',
    host: '10.0.0.8',
    gateway: 'b',
    connections: 3,
  })
  assert.deepEqual(byToken.get(tokens[1]!), {
    ...common,
    token: tokens[1],
    lastSeenAt: ago(40).toISOString(),
    host: '10.0.0.7',
    gateway: 'gone',
    connections: 0,
  })
})

test('a token that was never used has no times of use, and a revoked one says when it was revoked', async () => {
  const { store, send, caller, tokens } = await withWorkers(() => [])
  const use = { token: tokens[0]!, firstSeenAt: ago(5), lastSeenAt: ago(4), host: '10.0.0.7' }
  await store.reportUsage({ gateway: 'a', tokens: [use], aliases: [] })
  await send(`DELETE /gateway/v2/token/${tokens[0]}`)
  const usage = await caller(false).gatewayServiceAccount.usage({ vCluster: 'mypartner' })
  const revoked = usage.find(({ token }) => token === tokens[0])
  const unused = usage.find(({ token }) => token === tokens[1])
  assert.equal(typeof revoked?.revokedAt, 'string')
  assert.deepEqual(
    [unused?.revokedAt, unused?.firstSeenAt, unused?.lastSeenAt, unused?.host, unused?.connections],
    [undefined, undefined, undefined, undefined, 0],
  )
  assert.equal((await send('GET /tidegate/v1/usage?vcluster=nobody')).status, 404)
  assert.equal((await send('GET /tidegate/v1/usage')).status, 400)
})

test('the users of an alias topic are listed with when they last used it', async () => {
  const { store, send } = await withWorkers(() => [])
  const user = { vCluster: 'mypartner', alias: 'topic1', username: 'user1', host: '10.0.0.7', lastSeenAt: ago(4) }
  await store.reportUsage({ gateway: 'a', tokens: [], aliases: [user] })
  const { json } = await send('GET /tidegate/v1/alias-user?vcluster=mypartner&name=topic1')
  assert.deepEqual(json, [{ username: 'user1', host: '10.0.0.7', lastSeenAt: ago(4).toISOString() }])
})

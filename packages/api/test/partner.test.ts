import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Worker } from '@tidegate/store'
import { account, alias, apiOver, cluster, now, partner, share } from './api.ts'
import { emptyStore } from './fixture.ts'

const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

const client = (connections: number, secondsAgo: number) => ({
  virtualCluster: 'mypartner',
  user: 'user1',
  host: '10.0.0.7',
  connections,
  seen: ago(secondsAgo).toISOString(),
})

test('a partner is listed with what is shared, until when, and who is or was connected', async () => {
  const store = await emptyStore()
  const workers: Worker[] = []
  const { send, caller } = apiOver({ ...store, workers: async () => workers })
  const listed = async () => (await send('GET /tidegate/v1/page/partner')).json.rows
  assert.deepEqual(await listed(), [])
  await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /gateway/v2/alias-topic', { body: alias('topic1') })
  await send('PUT /gateway/v2/service-account', { body: account('user1') })
  const of = share({ endsOn: '2026-01-02', owner: 'Team Blue' })
  await send('PUT /tidegate/v1/partner', { body: of })
  const status = { ended: false, topics: 1, accounts: 1, connections: 0 }
  assert.deepEqual(await listed(), [{ ...of, spec: { ...of.spec, contacts: [] }, status }])

  const { id } = await caller().token.issue({ vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 60 })
  const use = { token: id, firstSeenAt: ago(90), lastSeenAt: ago(80), host: '10.0.0.7' }
  await store.reportUsage({ gateway: 'a', tokens: [use], aliases: [] })
  assert.deepEqual((await listed())[0].status, { ...status, lastSeenAt: ago(80).toISOString() })

  workers.push(
    { name: 'a', seenAt: now, clients: [client(2, 4), client(1, 3)] } as unknown as Worker,
    { name: 'silent', seenAt: ago(60), clients: [client(9, 1)] } as unknown as Worker,
  )
  assert.deepEqual((await listed())[0].status, { ...status, connections: 3, lastSeenAt: ago(3).toISOString() })
})

test('a share that has ended says so', async () => {
  const { send, caller } = apiOver(await emptyStore())
  await send('PUT /gateway/v2/virtual-cluster', { body: partner() })
  await send('PUT /tidegate/v1/partner', { body: share({ endsOn: '2026-01-01' }) })
  assert.equal((await caller().partner.page({})).rows[0]?.status.ended, true)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './fixture.ts'

test('names that begin with the text come before those that hold it, in any case of letters', async () => {
  const { store } = await fresh()
  const actor = { user: 'a', surface: 'rest' } as const
  const partner = (name: string) => ({
    op: 'put' as const,
    manifest: {
      kind: 'VirtualCluster' as const,
      apiVersion: 'gateway/v2',
      metadata: { name },
      spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'], aclMode: 'KAFKA_API', acls: [] },
    } as never,
  })
  const account = (vCluster: string, name: string) => ({
    op: 'put' as const,
    manifest: {
      kind: 'GatewayServiceAccount' as const,
      apiVersion: 'gateway/v2',
      metadata: { name, vCluster },
      spec: { type: 'LOCAL' },
    } as never,
  })
  await store.apply([partner('globex'), partner('acme'), account('acme', 'glow'), account('globex', 'reader')], {
    actor,
  })
  const found = async (text: string, limit = 10) =>
    (await store.search(text, limit)).map(each => `${each.kind} ${each.name}`)
  assert.deepEqual(await found('GL'), [
    'VirtualCluster globex',
    'GatewayServiceAccount glow',
    'GatewayServiceAccount reader',
  ])
  assert.deepEqual(await found('eader'), ['GatewayServiceAccount reader'])
  assert.deepEqual((await found('gl', 2)).length, 2)
  assert.deepEqual(await found('%'), [])
})

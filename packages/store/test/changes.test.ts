import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Change, KindName } from '@tidegate/resources'
import type { Changes, Snapshot, Store } from '../src/index.ts'
import { account, acl, actor, alias, cluster, fresh, open, partner, plain, put, remove, share } from './fixture.ts'
import { numbers } from './numbers.ts'

const HOUR_MS = 3_600_000
const start = Date.UTC(2030, 0, 1)

type Keyed = { readonly kind: KindName; readonly vCluster?: string; readonly name: string }
const keyText = ({ kind, vCluster, name }: Keyed) => JSON.stringify([kind, vCluster, name])
const byKey = ({ resources }: Snapshot) =>
  new Map(resources.map(each => [keyText({ kind: each.kind, ...each.metadata }), each]))
const byId = ({ tokens }: Snapshot) => new Map(tokens.map(token => [token.id, token]))

/** Written anew here, so that it is not what it judges. */
function withChanges(before: Snapshot, changes: Changes): Snapshot {
  const [resources, tokens] = [byKey(before), byId(before)]
  for (const key of changes.deletes) resources.delete(keyText(key))
  for (const each of changes.puts) resources.set(keyText({ kind: each.kind, ...each.metadata }), each)
  for (const id of changes.tokens.deletes) tokens.delete(id)
  for (const token of changes.tokens.puts) tokens.set(token.id, token)
  const { generation, mark, slots } = changes
  return { generation, ...(mark && { mark }), resources: [...resources.values()], tokens: [...tokens.values()], slots }
}

const comparable = (snapshot: Snapshot) => ({ ...snapshot, resources: byKey(snapshot), tokens: byId(snapshot) })

const sasl = (password: string) => ({
  ...plain,
  'security.protocol': 'SASL_PLAINTEXT',
  'sasl.mechanism': 'PLAIN',
  'sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="g" password="${password}";`,
})

/** Anything that somebody may ask of a store; what the rules refuse changes nothing. */
function steps(store: Store, clock: { now: number }, below: (most: number) => number): (() => Promise<unknown>)[] {
  const name = () => `n${below(4)}`
  const there = async (kind: KindName) => {
    const all = await store.list({ kind })
    const metadata = all[below(Math.max(1, all.length))]?.metadata
    return remove(kind, metadata?.name ?? 'none', metadata?.vCluster)
  }
  const some = async (): Promise<Change> => {
    const made = [
      alias(name(), `p${below(9)}`),
      account(name()),
      acl(name()),
      cluster('side', sasl(name())),
      share('acme'),
    ]
    const kinds: KindName[] = ['AliasTopic', 'GatewayServiceAccount', 'Acl', 'Partner', 'VirtualCluster']
    return below(2) ? (made[below(made.length)] as Change) : there(kinds[below(kinds.length)] as KindName)
  }
  const token = (id: string) => {
    const issuedAt = new Date(clock.now)
    return {
      id,
      vCluster: 'acme',
      username: name(),
      issuedAt,
      expiresAt: new Date(clock.now + (1 + below(5)) * HOUR_MS),
    }
  }
  const live = async () => (await store.listTokens({}))[0]?.id ?? 'none'
  return [
    async () => store.apply([await some()], { actor }),
    async () => store.apply([await some(), await some(), await some()], { actor }),
    async () => store.apply([partner('acme'), account(name())], { actor }),
    () => store.issueToken(token(`t${clock.now}`), actor),
    async () =>
      store.issueToken(token(`r${clock.now}`), actor, { id: await live(), until: new Date(clock.now + HOUR_MS) }),
    async () => store.revokeToken(await live(), actor),
    () => store.allotSlots(`c${below(3)}`, [below(4), below(4)]),
    () => store.syncManaged([{ name: 'main', role: 'main', properties: sasl(name()), managedBy: 'environment' }]),
    async () => {
      clock.now += HOUR_MS
    },
  ]
}

const refused = (error: unknown) => {
  const { code } = error as { code?: string }
  if (!['CONFLICT', 'NOT_FOUND', 'INVALID'].includes(code ?? '')) throw error
}

test('the snapshot of any generation and the changes since are the snapshot of now, whatever was done between', async () => {
  const clock = { now: start }
  const { store } = await fresh(() => new Date(clock.now))
  const below = numbers(7)
  await store.syncManaged([{ name: 'main', role: 'main', properties: plain, managedBy: 'environment' }])
  await store.apply([partner('acme'), account('n0')], { actor })
  const kept: Snapshot[] = []
  const all = steps(store, clock, below)
  for (let i = 0; i < 300; i++) {
    clock.now += 1
    await all[below(all.length)]?.().catch(refused)
    if (i % 10 !== 0) continue
    const now = await store.snapshot()
    for (const before of kept) {
      const changes = await store.changes(before)
      assert.ok(changes)
      assert.deepEqual(comparable(withChanges(before, changes)), comparable(now))
    }
    kept.push(now)
  }
  assert.equal(new Set(kept.map(({ generation }) => generation)).size > 20, true)
})

test('a change of one alias topic is told as that alone', async () => {
  const { store } = await fresh()
  await store.apply([cluster('main'), partner('acme'), alias('orders'), alias('bills'), account('bob')], { actor })
  const before = await store.snapshot()
  await store.apply([alias('bills', 'elsewhere'), remove('AliasTopic', 'orders', 'acme')], { actor })
  const { puts, deletes, tokens } = (await store.changes(before)) as Changes
  assert.deepEqual(
    [puts.map(({ metadata }) => metadata.name), deletes, tokens],
    [['bills'], [{ kind: 'AliasTopic', name: 'orders', vCluster: 'acme' }], { puts: [], deletes: [] }],
  )
})

test('where nothing changed, the changes lead to where they began', async () => {
  const { store } = await fresh()
  await store.apply([cluster('main')], { actor })
  const before = await store.snapshot()
  const { generation, mark, puts, deletes } = (await store.changes(before)) as Changes
  assert.deepEqual([generation, mark, puts, deletes], [before.generation, before.mark, [], []])
  assert.deepEqual(await store.point(), { generation, mark })
})

test('what did not happen in this database as it is now has no changes: all must be read', async () => {
  const { store, rows } = await fresh()
  await store.apply([cluster('main'), partner('acme')], { actor })
  await store.apply([alias('orders')], { actor })
  const lost = await store.snapshot()
  assert.equal(await store.changes({ ...lost, generation: 9 }), undefined)
  assert.equal(await store.changes({ generation: lost.generation }), undefined)
  // As after a restore to generation 1, and one change after it.
  await rows('delete from "Step" where generation > 1')
  await rows('update "Generation" set value = 1')
  assert.equal(await store.changes(lost), undefined)
  await store.apply([alias('bills')], { actor })
  assert.equal(await store.generation(), lost.generation)
  assert.notEqual((await store.point()).mark, lost.mark)
  assert.equal(await store.changes(lost), undefined)
  await store.apply([alias('more')], { actor })
  assert.equal(await store.changes(lost), undefined)
})

test('a generation that another version of this program made is not gone past', async () => {
  const { url, store, rows } = await fresh()
  await store.apply([cluster('main')], { actor })
  const before = await store.snapshot()
  const other = await open(url)
  await other.apply([partner('acme')], { actor })
  await rows('delete from "Step" where generation = 2')
  assert.equal(await store.changes(before), undefined)
  assert.equal((await store.snapshot()).mark, undefined)
  await other.apply([alias('orders')], { actor })
  assert.equal(await store.changes(before), undefined)
})

test('secrets are told in clear, as in a snapshot', async () => {
  const { store } = await fresh()
  await store.apply([partner('acme')], { actor })
  const before = await store.snapshot()
  await store.apply([put('PhysicalCluster', { name: 'east' }, { role: 'upstream', properties: sasl('hunter2') })], {
    actor,
  })
  const [east] = ((await store.changes(before)) as Changes).puts
  assert.deepEqual(east?.spec, { role: 'upstream', properties: sasl('hunter2') })
})

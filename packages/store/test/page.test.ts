import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KindName, listings } from '@tidegate/resources'
import type { PageQuery, Store } from '../src/index.ts'
import { account, actor, alias, cluster, code, fresh, partner, put, remove } from './fixture.ts'

const rule = (i: number) =>
  ({
    resourcePattern: {
      resourceType: i % 3 ? 'TOPIC' : 'GROUP',
      name: `${'Orders'[i % 6]}${i % 4}`,
      patternType: 'LITERAL',
    },
    principal: `User:${i % 2 ? 'Bob' : 'alice'}${i % 5}`,
    host: i % 7 ? '*' : '10.0.0.7',
    operation: i % 4 ? 'READ' : 'DESCRIBE',
    permissionType: i % 6 ? 'ALLOW' : 'DENY',
  }) as const
const rules = Array.from({ length: 30 }, (_, i) => rule(i))

const inSpec = (acls: readonly ReturnType<typeof rule>[]) =>
  put(
    'VirtualCluster',
    { name: 'globex' },
    { type: 'Partner', aclEnabled: true, aclMode: 'REST_API', superUsers: [], acls: [...acls] },
  )

async function filled() {
  const { store } = await fresh()
  await store.apply(
    [
      ...['main', 'Clusters', 'clusterB', 'other'].map(name => cluster(name)),
      partner('acme'),
      partner('Acme2'),
      ...Array.from({ length: 25 }, (_, i) => alias(`${i % 2 ? 'Topic' : 'topic'}-${i}`, `internal.${i % 7}.${i}`)),
      ...Array.from({ length: 12 }, (_, i) => account(`user${i}`)),
      ...rules.map(spec => put('Acl', { name: 'given', vCluster: 'acme' }, spec)),
      inSpec(rules),
      put('Partner', { name: 'acme' }, { displayName: 'Acme', contacts: [], endsOn: '2099-03-31', owner: 'orders' }),
      put('Partner', { name: 'Acme2' }, { displayName: 'acme two', contacts: [], endsOn: '2098-03-31' }),
      put('Partner', { name: 'globex' }, { displayName: 'Globex', contacts: [], noEndReason: 'a sister company' }),
    ],
    { actor },
  )
  return store
}

const store = await filled()

const id = ({ metadata }: { metadata: { name: string; vCluster?: string } }) => `${metadata.vCluster}/${metadata.name}`

/** All rows of a list, page after page; `between` happens after each. */
async function everyRow(store: Store, query: PageQuery, between: (page: number) => Promise<unknown> = async () => {}) {
  const rows = []
  let cursor: string | undefined
  for (let page = 1; ; page++) {
    const answer = await store.page({ ...query, cursor })
    rows.push(...answer.rows)
    cursor = answer.cursor
    if (cursor === undefined) return rows
    assert.equal(answer.rows.length, query.limit)
    await between(page)
  }
}

for (const [kind, { order: sorts }] of Object.entries(listings))
  for (const sort of sorts)
    for (const order of ['asc', 'desc'] as const)
      test(`Page after page, every ${kind} comes once by ${sort}, ${order}ending, as in one answer`, async () => {
        const query = { kind: kind as KindName, sort, order }
        const whole = await store.page({ ...query, limit: 200 })
        const paged = await everyRow(store, { ...query, limit: 4 })
        assert.deepEqual(paged.map(id), whole.rows.map(id))
        assert.equal(new Set(paged.map(id)).size, whole.total)
        assert.ok(whole.total >= 3)
      })

test('Rows stand in the order that was asked for, letters of either case together', async () => {
  const names = async (order: 'asc' | 'desc') =>
    (await store.page({ kind: 'PhysicalCluster', order, limit: 9 })).rows.map(({ metadata }) => metadata.name)
  assert.deepEqual(await names('asc'), ['clusterB', 'Clusters', 'main', 'other'])
  assert.deepEqual(await names('desc'), ['other', 'main', 'Clusters', 'clusterB'])
})

test('Rows that are equal in what they are ordered by keep the order of the rest', async () => {
  const { rows } = await store.page({ kind: 'Acl', vCluster: 'acme', sort: 'permissionType', limit: 200 })
  const keys = rows.map(({ spec }) =>
    [spec.permissionType, spec.principal, spec.resourcePattern.name].join(' ').toLowerCase(),
  )
  assert.deepEqual(keys, keys.toSorted())
})

test('The ACLs that are a part of a virtual cluster are listed as those that are not', async () => {
  const of = async (vCluster: string) =>
    (await everyRow(store, { kind: 'Acl', vCluster, limit: 7 })).map(({ metadata, spec }) => ({
      name: metadata.name,
      spec,
    }))
  const [inSpec, alone] = [await of('globex'), await of('acme')]
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
  assert.deepEqual(inSpec.toSorted(byName), alone.toSorted(byName))
  assert.equal(inSpec.length, rules.length)
})

test('What is inserted and deleted between pages neither repeats a row nor leaves one out that stays', async () => {
  for (const order of ['asc', 'desc'] as const) {
    const store = await filled()
    const there = (await store.page({ kind: 'AliasTopic', limit: 200 })).rows.map(id)
    const gone = [3, 9, 16, 22].map(i => `${i % 2 ? 'Topic' : 'topic'}-${i}`)
    const seen = await everyRow(store, { kind: 'AliasTopic', sort: 'physicalName', order, limit: 3 }, async page => {
      const changes = [alias(`new-${page}`, `internal.${page % 7}.${100 + page}`)]
      const name = gone.pop()
      await store.apply(name ? [...changes, remove('AliasTopic', name, 'acme')] : changes, { actor })
    })
    const ids = seen.map(id)
    assert.equal(new Set(ids).size, ids.length)
    const left = new Set((await store.page({ kind: 'AliasTopic', limit: 200 })).rows.map(id))
    for (const each of there) if (left.has(each)) assert.ok(ids.includes(each), each)
    assert.equal(there.filter(each => left.has(each)).length, 21)
  }
})

test('Filters and search narrow together, and both numbers are told', async () => {
  const filters = { resourceType: 'TOPIC', operation: 'READ', permissionType: 'ALLOW', principal: 'User:Bob1' }
  const { rows, total, of } = await store.page({ kind: 'Acl', vCluster: 'acme', filters, search: 'o', limit: 200 })
  const wanted = rules.filter(
    each =>
      each.resourcePattern.resourceType === 'TOPIC' &&
      each.operation === 'READ' &&
      each.permissionType === 'ALLOW' &&
      each.principal === 'User:Bob1',
  )
  assert.ok(wanted.length > 0)
  assert.deepEqual([rows.length, total, of], [wanted.length, wanted.length, rules.length])
})

test('A search finds a part in any case of letters, in every field that it looks through', async () => {
  const found = async (query: Omit<PageQuery, 'limit'>) => (await store.page({ ...query, limit: 200 })).total
  assert.equal(await found({ kind: 'AliasTopic', search: 'TOPIC-2' }), 6)
  assert.equal(await found({ kind: 'AliasTopic', search: 'INTERNAL.6.' }), 3)
  assert.equal(await found({ kind: 'PhysicalCluster', search: 'kafka:9092' }), 4)
  assert.equal(await found({ kind: 'Acl', vCluster: 'acme', search: '10.0.0.7' }), 5)
  assert.equal(await found({ kind: 'VirtualCluster', search: 'no such' }), 0)
})

test('What LIKE takes for any text is searched for as it stands', async () => {
  const { store } = await fresh()
  await store.apply([cluster('main'), partner('acme'), alias('a_b'), alias('axb'), alias('c.d')], { actor })
  const found = async (search: string) =>
    (await store.page({ kind: 'AliasTopic', search, limit: 9 })).rows.map(({ metadata }) => metadata.name)
  assert.deepEqual(await found('a_b'), ['a_b'])
  for (const search of ['%', '\\', "'", 'a%b', '_x']) assert.deepEqual(await found(search), [], search)
})

test('A cursor of another list or order, and what is none, are refused', async () => {
  const query = { kind: 'AliasTopic', limit: 2 } as const
  const { cursor } = await store.page(query)
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const other of [
    { ...query, cursor, order: 'desc' as const },
    { ...query, cursor, sort: 'physicalName' },
    { kind: 'GatewayServiceAccount' as const, limit: 2, cursor },
    ...['', 'nonsense', encoded(['AliasTopic', 'name', 'asc', 'x']), encoded(7), encoded(null)].map(cursor => ({
      ...query,
      cursor,
    })),
    { ...query, cursor: encoded(['AliasTopic', 'name', 'asc', 'a', 'b', 'c', 'd', 'e\0']) },
  ])
    await assert.rejects(store.page(other), code('MALFORMED'), JSON.stringify(other))
})

test('A cursor fits an address, however long the names are', async () => {
  const { store } = await fresh()
  const long = (i: number) =>
    put(
      'Acl',
      { name: 'x', vCluster: 'acme' },
      {
        ...rule(i),
        resourcePattern: { resourceType: 'TOPIC', name: 'ж'.repeat(1000), patternType: 'LITERAL' },
        principal: `User:${'ж'.repeat(990)}${i}`,
        operation: 'READ',
      },
    )
  await store.apply([partner('acme'), long(1), long(2), long(3)], { actor })
  const { cursor } = await store.page({ kind: 'Acl', limit: 1 })
  assert.ok(cursor!.length < 2_000, String(cursor!.length))
  assert.equal(new Set((await everyRow(store, { kind: 'Acl', limit: 1 })).map(id)).size, 3)
})

test('What belongs to virtual clusters is counted, with the generation of the latest change', async () => {
  const contents = await store.contents(['acme', 'Acme2', 'globex', 'none'])
  const generation = await store.generation()
  const nothing = { aliases: 0, accounts: 0, acls: 0, generation: 0 }
  assert.deepEqual(Object.fromEntries(contents), {
    acme: { aliases: 25, accounts: 12, acls: 30, generation },
    Acme2: nothing,
    globex: nothing,
    none: nothing,
  })
})

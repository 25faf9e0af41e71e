import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, acl, actor, alias, cluster, code, fresh, partner, put, remove } from './fixture.ts'

const world = [cluster('main'), partner('acme'), account('bob')]

async function acme() {
  const opened = await fresh()
  await opened.store.apply(world, { actor })
  return opened
}

const everything = `select (select value from "Generation"), (select count(*) from "Resource") as resources,
  (select count(*) from "Revision") as revisions, (select count(*) from "AuditEvent") as events`

test('all changes of one call make one generation, and each leaves a revision and an audit event', async () => {
  const { store, rows } = await fresh()
  const { generation, applied } = await store.apply(world, { actor })
  assert.equal(generation, 1)
  assert.deepEqual(
    applied.map(({ result }) => result),
    ['CREATED', 'CREATED', 'CREATED'],
  )
  assert.deepEqual(
    await rows('select kind, "vCluster", name, operation, generation, actor, surface from "Revision" order by id'),
    [
      {
        kind: 'PhysicalCluster',
        vCluster: '',
        name: 'main',
        operation: 'CREATE',
        generation: '1',
        actor: 'ada',
        surface: 'rest',
      },
      {
        kind: 'VirtualCluster',
        vCluster: '',
        name: 'acme',
        operation: 'CREATE',
        generation: '1',
        actor: 'ada',
        surface: 'rest',
      },
      {
        kind: 'GatewayServiceAccount',
        vCluster: 'acme',
        name: 'bob',
        operation: 'CREATE',
        generation: '1',
        actor: 'ada',
        surface: 'rest',
      },
    ],
  )
})

test('the audit says who changed what, from what, to what', async () => {
  const { store, rows } = await acme()
  await store.apply([cluster('main', { 'bootstrap.servers': 'other:9092' })], {
    actor: { user: 'eve', surface: 'trpc' },
  })
  await store.apply([remove('GatewayServiceAccount', 'bob', 'acme')], { actor })
  const events = await rows(
    'select "user", surface, operation, name, before, after from "AuditEvent" order by id offset 3',
  )
  const spec = (servers: string) => ({ role: 'upstream', properties: { 'bootstrap.servers': servers } })
  assert.deepEqual(events, [
    {
      user: 'eve',
      surface: 'trpc',
      operation: 'UPDATE',
      name: 'main',
      before: spec('kafka:9092'),
      after: spec('other:9092'),
    },
    { user: 'ada', surface: 'rest', operation: 'DELETE', name: 'bob', before: { type: 'LOCAL' }, after: null },
  ])
})

test('where one change is refused, none is made', async () => {
  const { store, rows } = await acme()
  const before = await rows(everything)
  await assert.rejects(
    store.apply([alias('orders'), remove('PhysicalCluster', 'nowhere')], { actor }),
    code('NOT_FOUND'),
  )
  assert.deepEqual(await rows(everything), before)
})

test('the rules judge the state after all changes, whatever their order', async () => {
  const { store } = await fresh()
  const { applied } = await store.apply([alias('orders'), partner('acme'), cluster('main')], { actor })
  assert.deepEqual(
    applied.map(({ resource }) => resource.metadata.name),
    ['orders', 'acme', 'main'],
  )
  await assert.rejects(store.apply([remove('PhysicalCluster', 'main')], { actor }), code('CONFLICT'))
})

test('putting what is there already changes nothing, whatever the order of its fields', async () => {
  const { store, rows } = await acme()
  const before = await rows(everything)
  const again = put(
    'VirtualCluster',
    { name: 'acme' },
    {
      acls: [],
      superUsers: ['admin'],
      aclMode: 'KAFKA_API',
      aclEnabled: true,
      type: 'Partner',
    },
  )
  const { generation, applied } = await store.apply([again], { actor })
  assert.equal(generation, 1)
  assert.equal(applied[0]?.result, 'NOT_CHANGED')
  assert.equal(applied[0]?.resource.generation, 1)
  assert.deepEqual(await rows(everything), before)
})

test('a dry run answers as the run would, and writes nothing', async () => {
  const { store, rows } = await acme()
  const before = await rows(everything)
  const changes = [
    alias('orders'),
    cluster('main', { 'bootstrap.servers': 'other:9092' }),
    remove('GatewayServiceAccount', 'bob', 'acme'),
  ]
  const dry = await store.apply(changes, { actor, dryRun: true })
  assert.deepEqual(await rows(everything), before)
  const real = await store.apply(changes, { actor })
  assert.equal(dry.generation, real.generation)
  const withoutUid = ({ applied }: typeof real) =>
    applied.map(({ result, resource: { uid, ...rest } }) => ({ result, rest }))
  assert.deepEqual(withoutUid(dry), withoutUid(real))
  await assert.rejects(
    store.apply([remove('GatewayServiceAccount', 'bob', 'acme')], { actor, dryRun: true }),
    code('NOT_FOUND'),
  )
})

test('a change planned on an older generation of its resource is refused, on a current one it is made', async () => {
  const { store } = await acme()
  const changed = cluster('main', { 'bootstrap.servers': 'other:9092' })
  await store.apply([changed], { actor, ifGeneration: 1 })
  await assert.rejects(store.apply([cluster('main')], { actor, ifGeneration: 1 }), code('STALE_WRITE'))
  await assert.rejects(store.apply([changed], { actor, ifGeneration: 1 }), code('STALE_WRITE'))
  await store.apply([partner('other')], { actor })
  await store.apply([cluster('main')], { actor, ifGeneration: 2 })
})

test('a resource deleted since it was read is not put back by a change planned on it', async () => {
  const { store } = await acme()
  await store.apply([remove('GatewayServiceAccount', 'bob', 'acme')], { actor })
  await assert.rejects(store.apply([account('bob')], { actor, ifGeneration: 1 }), code('STALE_WRITE'))
  const { applied } = await store.apply([account('bob')], { actor })
  assert.equal(applied[0]?.result, 'CREATED')
})

test('of two changes planned on the same generation exactly one is made', async () => {
  const { store } = await acme()
  const attempts = ['a:1', 'b:1', 'c:1'].map(servers =>
    store.apply([cluster('main', { 'bootstrap.servers': servers })], { actor, ifGeneration: 1 }),
  )
  const outcomes = await Promise.allSettled(attempts)
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal(await store.generation(), 2)
})

test('an ACL is named by its binding, and put twice it is there once', async () => {
  const { store } = await acme()
  const { applied } = await store.apply([acl('orders'), acl('orders')], { actor })
  assert.deepEqual(
    applied.map(({ result }) => result),
    ['CREATED', 'NOT_CHANGED'],
  )
  const [only, ...others] = await store.list({ kind: 'Acl', vCluster: 'acme' })
  assert.match(only!.metadata.name, /^[0-9a-f]{32}$/)
  assert.deepEqual(others, [])
})

test('the ACLs of a virtual cluster go with it, each with its audit event; it stays while it has accounts', async () => {
  const { store, rows } = await acme()
  await store.apply([acl('orders'), acl('bills')], { actor })
  await assert.rejects(store.apply([remove('VirtualCluster', 'acme')], { actor }), code('CONFLICT'))
  const changes = [remove('VirtualCluster', 'acme'), remove('GatewayServiceAccount', 'bob', 'acme')]
  const { applied } = await store.apply(changes, { actor })
  assert.equal(applied.length, 2)
  assert.deepEqual(await store.list({ kind: 'Acl' }), [])
  const deleted = await rows(`select kind from "AuditEvent" where operation = 'DELETE' order by kind`)
  assert.deepEqual(
    deleted.map(({ kind }) => kind),
    ['Acl', 'Acl', 'GatewayServiceAccount', 'VirtualCluster'],
  )
})

test('however many are made or removed at once, each is, and leaves a revision and an audit event', async () => {
  const { store, rows } = await acme()
  const named = async (table: string, generation: number) =>
    (await rows(`select name from "${table}" where kind = 'Acl' and generation = ${generation} order by id`)).map(
      ({ name }) => name,
    )
  const made = await store.apply(
    Array.from({ length: 6_000 }, (_, i) => acl(`topic-${i}`)),
    { actor },
  )
  const names = made.applied.map(({ resource }) => resource.metadata.name)
  assert.equal((await store.list({ kind: 'Acl' })).length, names.length)
  const changes = [remove('VirtualCluster', 'acme'), remove('GatewayServiceAccount', 'bob', 'acme')]
  const gone = await store.apply(changes, { actor })
  assert.deepEqual(await store.list({ kind: 'Acl' }), [])
  for (const table of ['Revision', 'AuditEvent']) {
    assert.deepEqual(await named(table, made.generation), names)
    assert.deepEqual((await named(table, gone.generation)).toSorted(), names.toSorted())
  }
})

test('what is deleted and made anew in one call is another resource', async () => {
  const { store } = await acme()
  const before = await store.get({ kind: 'GatewayServiceAccount', vCluster: 'acme', name: 'bob' })
  const { applied } = await store.apply([remove('GatewayServiceAccount', 'bob', 'acme'), account('bob')], { actor })
  assert.deepEqual(
    applied.map(({ result }) => result),
    ['DELETED', 'CREATED'],
  )
  const after = await store.get({ kind: 'GatewayServiceAccount', vCluster: 'acme', name: 'bob' })
  assert.notEqual(after?.uid, before?.uid)
})

test('resources are read by kind, virtual cluster and name, as they were written', async () => {
  const { store } = await acme()
  await store.apply([alias('orders'), alias('bills')], { actor })
  const listed = await store.list({ kind: 'AliasTopic', vCluster: 'acme' })
  assert.deepEqual(
    listed.map(({ metadata }) => metadata),
    [
      { name: 'bills', vCluster: 'acme' },
      { name: 'orders', vCluster: 'acme' },
    ],
  )
  const [one] = await store.list({ kind: 'AliasTopic', name: 'orders' })
  const { uid, ...rest } = one!
  assert.deepEqual(rest, {
    kind: 'AliasTopic',
    apiVersion: 'gateway/v2',
    metadata: { name: 'orders', vCluster: 'acme' },
    spec: { physicalName: 'internal-orders', physicalCluster: 'main' },
    generation: 2,
  })
  assert.equal(await store.get({ kind: 'AliasTopic', vCluster: 'other', name: 'orders' }), undefined)
  assert.equal(await store.get({ kind: 'AliasTopic', name: 'orders' }), undefined)
})

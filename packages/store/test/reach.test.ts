import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Change, type KindName, problemsOf, type SpecOf, validateChanges } from '@tidegate/resources'
import { complete } from '../src/plan.ts'
import { actor, alias, cluster, fresh, partner, plain, put, remove } from './fixture.ts'
import { numbers } from './numbers.ts'

const SEED = 3

const below = numbers(SEED)
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T
const name = () => pick(['n0', 'n1', 'n2'])
const vCluster = () => pick(['acme', 'acme', 'beta', 'n0'])
const physical = () => pick(['main', 'main', 'main', 'side', 'gone'])

const physicalCluster = (): Change => ({
  ...put(
    'PhysicalCluster',
    { name: pick(['main', 'side', 'more']) },
    { role: pick(['upstream', 'upstream', 'main', 'failover']), properties: plain },
  ),
  ...(below(12) === 0 && { managedBy: 'file' }),
})

function binding(): SpecOf<'Acl'> {
  const resourcePattern = { resourceType: 'TOPIC', name: name(), patternType: 'LITERAL' } as const
  return { resourcePattern, principal: 'User:bob', host: '*', operation: 'READ', permissionType: 'ALLOW' }
}

const aliasTopic = (): Change =>
  put(
    'AliasTopic',
    { name: name(), vCluster: vCluster() },
    {
      physicalName: pick(['p0', 'p1']),
      physicalCluster: physical(),
      ...(below(2) === 0 && { retires: { on: '2040-01-01T00:00:00Z', to: name() } }),
    },
  )

function virtualCluster(): Change {
  const rest = below(3) === 0
  const superUsers = rest === (below(8) === 0) ? ['admin'] : []
  const acls = rest === below(8) > 0 ? [binding()] : []
  const aclMode = rest ? 'REST_API' : 'KAFKA_API'
  return put('VirtualCluster', { name: vCluster() }, { type: 'Partner', aclEnabled: true, aclMode, superUsers, acls })
}

const made: readonly (() => Change)[] = [
  physicalCluster,
  aliasTopic,
  aliasTopic,
  aliasTopic,
  () => put('GatewayServiceAccount', { name: name(), vCluster: vCluster() }, { type: 'LOCAL' }),
  () => put('Acl', { name: 'any', vCluster: vCluster() }, binding()),
  () => put('Partner', { name: vCluster() }, { displayName: 'A', contacts: [], endsOn: '2040-01-01' }),
  virtualCluster,
]

const outcome = (judge: Promise<unknown>): Promise<string> =>
  judge.then(
    () => 'made',
    ({ code, message }) => `${code} ${message}`,
  )

/** Every rule that looks at others, and those that what is there decides. */
const verdicts = [
  /^made$/,
  /is the main cluster already/,
  /before this becomes a failover cluster/,
  /^NOT_FOUND metadata.vCluster: /,
  /the physical cluster \S+ does not exist/,
  /is a failover cluster, which serves no topics/,
  /are on one physical cluster/,
  /already: use that alias or delete it/,
  /has no other alias/,
  /retires itself/,
  /delete it first$/,
  /are two names of one topic/,
  /a partner has the name of its virtual cluster/,
  /The ACLs of virtual cluster \S+ are in its spec.acls/,
  /is still used by/,
  /does not exist: check its name/,
  /cannot be changed: keep it/,
  /is managed in/,
]

test('changes are judged by what their rules look at as they would be by all there is', async t => {
  t.diagnostic(`seed ${SEED}`)
  const { store } = await fresh()
  const seen = new Set<string>()
  for (let round = 0; round < 500; round++) {
    const { resources } = await store.snapshot()
    const gone = (): Change => {
      const { kind, metadata }: { kind: KindName; metadata: { name: string; vCluster?: string } } =
        below(5) > 0 && resources.length > 0
          ? pick(resources)
          : { kind: 'AliasTopic', metadata: { name: name(), vCluster: 'beta' } }
      return remove(kind, metadata.name, metadata.vCluster)
    }
    const changes = Array.from({ length: 1 + below(5) }, () => (below(4) === 0 ? gone() : pick(made)()))
    const all = complete(
      changes,
      resources.map(resource => ({ resource, sealed: new Map() })),
    )
    const expected = await outcome((async () => validateChanges(all, resources))())
    const where = `seed ${SEED}, round ${round}: ${JSON.stringify(changes)}`
    const told = (problems: ReturnType<typeof problemsOf>) =>
      problems
        .map(({ change, error: { code, message } }) => ({ change, code, message }))
        .sort((a, b) => a.change - b.change)
    assert.deepEqual(told([...(await store.plan(changes)).problems]), told(problemsOf(all, resources)), where)
    assert.equal(await outcome(store.apply(changes, { actor })), expected, where)
    for (const text of [expected, ...problemsOf(all, resources).map(({ error }) => `${error.code} ${error.message}`)])
      seen.add(text)
  }
  const missing = verdicts.filter(verdict => ![...seen].some(text => verdict.test(text)))
  assert.deepEqual(missing, [])
})

test('what changes nothing, or nothing that is there, is planned and made as any other', async () => {
  const { store } = await fresh()
  assert.deepEqual(await store.plan([]), { generation: 0, changes: [], problems: [] })
  assert.deepEqual(await store.apply([], { actor }), { generation: 0, applied: [] })
  const { problems } = await store.plan([remove('AliasTopic', 'n0', 'acme'), remove('PhysicalCluster', 'main')])
  assert.deepEqual(
    problems.map(({ error }) => error.code),
    ['NOT_FOUND', 'NOT_FOUND'],
  )
  const planned = await store.plan([cluster('main'), cluster('side')])
  assert.deepEqual(
    planned.changes.map(({ result }) => result),
    ['CREATED', 'CREATED'],
  )
})

test('another alias speaks for those that no change touches', async () => {
  const { store } = await fresh()
  await store.apply([cluster('main'), cluster('side'), partner('acme'), alias('a'), alias('b'), alias('c')], { actor })
  const failover = put('PhysicalCluster', { name: 'main' }, { role: 'failover', properties: plain })
  const moved = put('AliasTopic', { name: 'b', vCluster: 'acme' }, { physicalName: 'p', physicalCluster: 'side' })
  const gone = ['a', 'b'].map(each => remove('AliasTopic', each, 'acme'))
  assert.match(
    await outcome(store.apply([...gone, failover], { actor })),
    /AliasTopic c of virtual cluster acme uses main/,
  )
  assert.match(await outcome(store.apply([...gone, moved], { actor })), /b names side, but c is on main/)
  assert.equal(await outcome(store.apply([...gone, remove('AliasTopic', 'c', 'acme'), moved], { actor })), 'made')
})

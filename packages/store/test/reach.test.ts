import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Change, type KindName, type SpecOf, validateChanges } from '@tidegate/resources'
import { complete } from '../src/plan.ts'
import { actor, fresh, plain, put, remove } from './fixture.ts'
import { numbers } from './numbers.ts'

const below = numbers(3)
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T
const name = () => pick(['n0', 'n1', 'n2'])
const vCluster = () => pick(['acme', 'beta', 'n0'])

const cluster = (): Change =>
  put(
    'PhysicalCluster',
    { name: pick(['main', 'side']) },
    { role: pick(['upstream', 'main', 'failover']), properties: plain },
  )

function acl(): SpecOf<'Acl'> {
  const resourcePattern = { resourceType: 'TOPIC', name: name(), patternType: 'LITERAL' } as const
  return { resourcePattern, principal: 'User:bob', host: '*', operation: 'READ', permissionType: 'ALLOW' }
}

const alias = (): Change =>
  put(
    'AliasTopic',
    { name: name(), vCluster: vCluster() },
    {
      physicalName: pick(['p0', 'p1']),
      physicalCluster: pick(['main', 'main', 'side']),
      ...(below(4) === 0 && { retires: { on: '2040-01-01T00:00:00Z', to: name() } }),
    },
  )

const made: readonly (() => Change)[] = [
  cluster,
  alias,
  alias,
  () => put('GatewayServiceAccount', { name: name(), vCluster: vCluster() }, { type: 'LOCAL' }),
  () => put('Acl', { name: 'any', vCluster: vCluster() }, acl()),
  () => put('Partner', { name: vCluster() }, { displayName: 'A', contacts: [], endsOn: '2040-01-01' }),
  () =>
    put(
      'VirtualCluster',
      { name: vCluster() },
      { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] },
    ),
]

const outcome = (judge: Promise<unknown>): Promise<string> =>
  judge.then(
    () => 'made',
    ({ code, message }) => `${code} ${message}`,
  )

test('changes are judged by what they touch as they would be by all there is', async () => {
  const { store } = await fresh()
  const outcomes = new Map<string, number>()
  for (let i = 0; i < 400; i++) {
    const { resources } = await store.snapshot()
    const gone = (): Change => {
      const { kind, metadata }: { kind: KindName; metadata: { name: string; vCluster?: string } } =
        below(5) > 0 && resources.length > 0
          ? pick(resources)
          : { kind: 'AliasTopic', metadata: { name: 'n0', vCluster: 'beta' } }
      return remove(kind, metadata.name, metadata.vCluster)
    }
    const changes = Array.from({ length: 1 + below(3) }, () => (below(4) === 0 ? gone() : pick(made)()))
    const all = complete(
      changes,
      resources.map(resource => ({ resource, sealed: new Map() })),
    )
    const expected = await outcome((async () => validateChanges(all, resources))())
    assert.equal(await outcome(store.apply(changes, { actor })), expected)
    const [kind = ''] = expected.split(' ')
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
  }
  assert.deepEqual([...outcomes.keys()].filter(kind => (outcomes.get(kind) ?? 0) > 10).sort(), [
    'CONFLICT',
    'NOT_FOUND',
    'made',
  ])
})

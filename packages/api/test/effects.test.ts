import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseManifest, type Resource } from '@tidegate/resources'
import type { ClientReport, PlannedChange, Worker } from '@tidegate/store'
import { effectsOf } from '../src/effects/index.ts'
import { account, acl, alias, cluster, now, partner, share } from './api.ts'

const client = (user: string, connections: number, more: Partial<ClientReport> = {}): ClientReport => ({
  virtualCluster: 'mypartner',
  physicalCluster: 'clusterA',
  user,
  host: '10.0.0.7',
  connections,
  since: '2026-01-01T00:00:00.000Z',
  seen: '2026-01-01T00:00:05.000Z',
  ...more,
})

const workers = [
  { clients: [client('reader', 2), client('writer', 1)] },
  { clients: [client('reader', 1, { virtualCluster: 'other', physicalCluster: 'clusterB' })] },
] as unknown as Worker[]

const from = (manifest: unknown): Resource => ({ ...parseManifest(manifest), uid: 'u', generation: 1 }) as Resource

type States = { readonly before?: unknown; readonly after?: unknown; readonly secrets?: PlannedChange['secrets'] }

function planned({ before, after, secrets = [] }: States): PlannedChange {
  const { kind, metadata } = from(after ?? before)
  return {
    change: 0,
    kind,
    ...metadata,
    result: before ? (after ? 'UPDATED' : 'DELETED') : 'CREATED',
    generation: before ? 1 : 'absent',
    ...(before !== undefined && { before: from(before) }),
    ...(after !== undefined && { after: from(after) }),
    secrets,
  }
}

const rule = (binding: object) => ({ ...acl, spec: { ...acl.spec, ...binding } })
const pattern = (name: string, patternType = 'LITERAL', resourceType = 'TOPIC') => ({
  resourcePattern: { resourceType, name, patternType },
})
const restApi = (...acls: object[]) => partner({ aclMode: 'REST_API', superUsers: [], acls })

const retires = (on: string) => ({ on, to: 'purchases' })

const moved = { ...cluster('clusterA'), spec: { properties: { 'bootstrap.servers': 'b:1' } } }
const withRole = (role: string) => ({ ...cluster('clusterA'), spec: { ...cluster('clusterA').spec, role } })

const withMessages = (messages: string) => ({ ...cluster('clusterA'), spec: { ...cluster('clusterA').spec, messages } })

const table: readonly (States & {
  readonly what: string
  readonly says: readonly string[]
  readonly touches: number
})[] = [
  {
    what: 'a physical cluster that is added',
    after: cluster('clusterC'),
    says: ['2 gateways connect to clusterC.'],
    touches: 0,
  },
  {
    what: 'a failover cluster that is added',
    after: { ...cluster('spare'), spec: { ...cluster('spare').spec, role: 'failover' } },
    says: ['spare is known as a failover cluster: no gateway connects to it yet.'],
    touches: 0,
  },
  {
    what: 'another address of a physical cluster',
    before: cluster('clusterA'),
    after: moved,
    says: ['2 gateways take up the new connection to clusterA; 3 open connections are let go after their answers.'],
    touches: 3,
  },
  {
    what: 'another password of a physical cluster',
    before: cluster('clusterB'),
    after: cluster('clusterB'),
    secrets: [{ property: 'sasl.jaas.config', state: 'CHANGED' }],
    says: ['2 gateways take up the new connection to clusterB; 1 open connection is let go after its answers.'],
    touches: 1,
  },
  {
    what: 'another role of a physical cluster',
    before: withRole('upstream'),
    after: withRole('main'),
    says: ['clusterA is the main cluster now, and was an upstream cluster before.'],
    touches: 0,
  },
  {
    what: 'a physical cluster whose records may be read',
    before: cluster('clusterA'),
    after: withMessages('readable'),
    says: ['Operators and Owners can read single records of every topic of clusterA.'],
    touches: 0,
  },
  {
    what: 'a physical cluster whose records may be read no longer',
    before: withMessages('readable'),
    after: cluster('clusterA'),
    says: ['Records of clusterA cannot be read in the console any more.'],
    touches: 0,
  },
  {
    what: 'a physical cluster that becomes a failover cluster',
    before: withRole('upstream'),
    after: withRole('failover'),
    says: [
      'clusterA is a failover cluster now, and was an upstream cluster before.',
      '2 gateways let go of clusterA; 3 open connections are let go after their answers.',
    ],
    touches: 3,
  },
  {
    what: 'a physical cluster that is removed',
    before: cluster('clusterC'),
    says: ['2 gateways let go of clusterC; no connection is open.'],
    touches: 0,
  },
  {
    what: 'a virtual cluster that is added',
    after: partner(),
    says: [
      'There is a new virtual cluster mypartner: clients reach it once it has a topic.',
      'The super users of mypartner edit its ACLs with Kafka’s own tools.',
      'admin may do everything in mypartner.',
    ],
    touches: 0,
  },
  {
    what: 'other super users',
    before: partner({ superUsers: ['admin', 'writer'] }),
    after: partner({ superUsers: ['admin', 'reader'] }),
    says: [
      'reader may do everything in mypartner.',
      'writer may no longer do everything in mypartner, only what ACLs allow.',
    ],
    touches: 3,
  },
  {
    what: 'another mode of ACLs',
    before: partner({ superUsers: ['writer'] }),
    after: restApi({ ...acl.spec, principal: 'User:reader' }),
    says: [
      'The ACLs of mypartner are those of its spec, and Kafka’s own tools cannot edit them.',
      'writer may no longer do everything in mypartner, only what ACLs allow.',
      'reader may read topic topic1 from any host.',
    ],
    touches: 3,
  },
  {
    what: 'other ACLs in the spec of a virtual cluster',
    before: restApi(acl.spec, { ...acl.spec, operation: 'WRITE' }),
    after: restApi(acl.spec, { ...acl.spec, principal: 'User:writer' }),
    says: [
      'writer may read topic topic1 from any host.',
      'user1 may no longer write to topic topic1 from any host by this ACL.',
    ],
    touches: 1,
  },
  {
    what: 'a virtual cluster that is removed',
    before: partner(),
    says: ['Clients can no longer reach mypartner: 3 open connections end at once.'],
    touches: 3,
  },
  {
    what: 'a topic that is added',
    after: alias('orders'),
    says: ['Clients of mypartner see a new topic orders.'],
    touches: 0,
  },
  {
    what: 'a topic that shows another physical one',
    before: alias('orders', { physicalName: 'old' }),
    after: alias('orders', { physicalName: 'new' }),
    says: [
      'Clients of mypartner see in topic orders the records of new instead of those of old: 3 connections of 2 accounts are open.',
    ],
    touches: 3,
  },
  {
    what: 'a topic that is renamed',
    before: alias('orders'),
    after: alias('orders', { retires: retires('2026-01-03T03:04:05Z') }),
    says: [
      'Clients of mypartner may use orders beside its new name purchases until 2026-01-03T03:04:05Z, and then no more.',
    ],
    touches: 0,
  },
  {
    what: 'an old name that is gone now',
    before: alias('orders', { retires: retires('2026-01-03T03:04:05Z') }),
    after: alias('orders', { retires: retires('2026-01-02T03:04:05Z') }),
    says: ['Clients of mypartner lose topic orders: 3 connections of 2 accounts are open.'],
    touches: 3,
  },
  {
    what: 'a rename that is called off',
    before: alias('orders', { retires: retires('2026-01-03T03:04:05Z') }),
    after: alias('orders'),
    says: ['Topic orders of mypartner keeps its name.'],
    touches: 0,
  },
  {
    what: 'a topic that is removed',
    before: alias('payments'),
    says: ['Clients of mypartner lose topic payments: 3 connections of 2 accounts are open.'],
    touches: 3,
  },
  {
    what: 'a service account that is added',
    after: account('reader'),
    says: ['reader can sign in to mypartner once a token is issued to it.'],
    touches: 0,
  },
  {
    what: 'a service account that is removed',
    before: account('reader'),
    says: ['reader’s 2 open connections end at once.', 'All tokens of reader are revoked for good.'],
    touches: 2,
  },
  {
    what: 'a service account that is removed and not connected',
    before: account('nobody'),
    says: ['nobody can no longer sign in: no connection is open.', 'All tokens of nobody are revoked for good.'],
    touches: 0,
  },
  {
    what: 'a right that is given',
    after: rule({ ...pattern('orders'), principal: 'User:reader' }),
    says: ['reader may read topic orders from any host.'],
    touches: 2,
  },
  {
    what: 'a right that is taken',
    before: rule({ ...pattern('orders'), principal: 'User:reader' }),
    says: ['reader may no longer read topic orders from any host by this ACL.'],
    touches: 2,
  },
  {
    what: 'a right of everybody to names that begin alike, from one host',
    after: rule({ ...pattern('eu.', 'PREFIXED'), principal: 'User:*', host: '10.0.0.7', operation: 'WRITE' }),
    says: ['Everybody may write to every topic whose name begins with eu. from host 10.0.0.7.'],
    touches: 3,
  },
  {
    what: 'a right to every group',
    after: rule({ ...pattern('*', 'LITERAL', 'GROUP'), principal: 'User:reader' }),
    says: ['reader may read every group from any host.'],
    touches: 2,
  },
  {
    what: 'a right to the cluster',
    after: rule({ ...pattern('kafka-cluster', 'LITERAL', 'CLUSTER'), operation: 'CREATE' }),
    says: ['user1 may create topics in the virtual cluster from any host.'],
    touches: 0,
  },
  {
    what: 'a denial',
    after: rule({ ...pattern('orders'), principal: 'User:reader', permissionType: 'DENY' }),
    says: ['reader may not read topic orders from any host, whatever else is allowed.'],
    touches: 2,
  },
  {
    what: 'a share that begins',
    after: share({ endsOn: '2026-03-31' }),
    says: ['mypartner is shared with My Partner until the end of 2026-03-31 (UTC).'],
    touches: 0,
  },
  {
    what: 'a share without an end',
    after: share({ noEndReason: 'One company.' }),
    says: ['mypartner is shared with My Partner without an end.'],
    touches: 0,
  },
  {
    what: 'a share that ends another day',
    before: share({ endsOn: '2026-03-31' }),
    after: share({ endsOn: '2026-01-02' }),
    says: ['Accounts of mypartner may sign in until the end of 2026-01-02 (UTC).'],
    touches: 0,
  },
  {
    what: 'a share that ends now',
    before: share({ endsOn: '2026-03-31' }),
    after: share({ endsOn: '2026-01-01' }),
    says: [
      'The share of mypartner with My Partner has ended: no account may sign in, and 3 open connections end at once.',
    ],
    touches: 3,
  },
  {
    what: 'a share that goes on after its end',
    before: share({ endsOn: '2026-01-01' }),
    after: share({ endsOn: '2026-03-31' }),
    says: ['Accounts of mypartner may sign in again until the end of 2026-03-31 (UTC).'],
    touches: 0,
  },
  {
    what: 'another purpose of a share',
    before: share({ endsOn: '2026-01-01' }),
    after: share({ endsOn: '2026-01-01', purpose: 'Orders.' }),
    says: ['Only what is known of My Partner changes: no client notices.'],
    touches: 0,
  },
  {
    what: 'a partner that is forgotten',
    before: share({ endsOn: '2026-03-31' }),
    says: ['Who the partner of mypartner is, and when the share ends, is forgotten.'],
    touches: 0,
  },
  {
    what: 'a denial that is taken back',
    before: rule({ ...pattern('orders'), principal: 'User:reader', permissionType: 'DENY' }),
    says: ['reader may read topic orders from any host again where another ACL allows it.'],
    touches: 2,
  },
]

for (const { what, says, touches, ...states } of table)
  test(`The effects of ${what} are told in words`, () => {
    const { effects, connections } = effectsOf([planned(states)], workers, now)
    assert.deepEqual(effects, says)
    assert.equal(connections, touches)
  })

test('Clients that several changes touch are counted once', () => {
  const changes = [planned({ before: alias('payments') }), planned({ before: account('reader') })]
  const { clients, connections } = effectsOf(changes, workers, now)
  assert.deepEqual([clients, connections], [2, 3])
})

test('What does not change has no effect, and ACLs that go with their virtual cluster are counted', () => {
  const { change: _, ...along } = planned({ before: acl })
  const same: PlannedChange = { ...planned({ before: alias('a'), after: alias('a') }), result: 'NOT_CHANGED' }
  const { effects, clients } = effectsOf([same, planned({ before: partner() }), along, along], [], now)
  assert.deepEqual(effects, [
    'Clients can no longer reach mypartner: no connection is open.',
    '2 ACLs of mypartner go with it.',
  ])
  assert.equal(clients, 0)
})

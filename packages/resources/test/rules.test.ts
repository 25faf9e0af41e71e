import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GatewayError } from '@tidegate/errors'
import {
  aclName,
  type Change,
  faultsOf,
  type Manifest,
  parseManifest,
  problemsOf,
  type Resource,
  shareEndsAt,
  validateChanges,
} from '../src/index.ts'

type Spec = Record<string, unknown>

const cluster = (name: string, role = 'upstream'): Manifest =>
  parseManifest({
    kind: 'PhysicalCluster',
    apiVersion: 'tidegate/v1',
    metadata: { name },
    spec: { role, properties: { 'bootstrap.servers': 'kafka.example:9092' } },
  })

const partner = (name: string, spec: Spec = {}): Manifest =>
  parseManifest({
    kind: 'VirtualCluster',
    apiVersion: 'gateway/v2',
    metadata: { name },
    spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'], ...spec },
  })

const alias = (name: string, spec: Spec = {}, vCluster = 'mypartner'): Manifest =>
  parseManifest({
    kind: 'AliasTopic',
    apiVersion: 'gateway/v2',
    metadata: { name, vCluster },
    spec: { physicalName: `internal-${name}`, physicalCluster: 'clusterA', ...spec },
  })

const account = (name: string, vCluster = 'mypartner', spec: Spec = { type: 'LOCAL' }): Manifest =>
  parseManifest({ kind: 'GatewayServiceAccount', apiVersion: 'gateway/v2', metadata: { name, vCluster }, spec })

const binding = {
  resourcePattern: { resourceType: 'TOPIC', name: 'topic1', patternType: 'LITERAL' },
  principal: 'User:user1',
  host: '*',
  operation: 'READ',
  permissionType: 'ALLOW',
} as const

const acl = (vCluster = 'mypartner'): Manifest =>
  parseManifest({ kind: 'Acl', apiVersion: 'tidegate/v1', metadata: { vCluster }, spec: binding })

const restApi = { aclMode: 'REST_API', superUsers: [], acls: [binding] }

const share = (name: string, spec: Spec = { endsOn: '2027-03-31' }): Manifest =>
  parseManifest({
    kind: 'Partner',
    apiVersion: 'tidegate/v1',
    metadata: { name },
    spec: { displayName: 'My Partner', ...spec },
  })

const topic1 = { physicalName: 'internal-topic1' }

const old = (name: string, to: string, spec: Spec = {}): Manifest =>
  alias(name, { ...spec, retires: { on: '2027-03-31T12:00:00Z', to } })

/** The names of a topic that is renamed. */
const pair = [old('topic1', 'topic2'), alias('topic2', topic1)]

const put = (manifest: Manifest): Change => ({ op: 'put', manifest })
const remove = ({ kind, metadata }: Manifest): Change => ({ op: 'delete', kind, ...metadata })
const stored = (...manifests: Manifest[]): Resource[] =>
  manifests.map((manifest, i) => ({ ...manifest, uid: `u${i}`, generation: i }) as Resource)
const managed = (manifest: Manifest, managedBy: 'file' | 'environment'): Resource =>
  ({ ...manifest, uid: 'u', generation: 1, managedBy }) as Resource

const base = [cluster('main', 'main'), cluster('clusterA'), cluster('clusterB'), cluster('spare', 'failover')]
const withPartner = [...base, partner('mypartner')]

type Refusal = { rule: string; on: Resource[]; changes: Change[]; code: string; says: RegExp }

const refusals: Refusal[] = [
  {
    rule: 'An alias of an unknown virtual cluster is refused',
    on: stored(...base),
    changes: [put(alias('t', {}, 'nobody'))],
    code: 'NOT_FOUND',
    says: /virtual cluster nobody does not exist/,
  },
  {
    rule: 'An omitted virtual cluster is refused as not offered',
    on: stored(...base),
    changes: [put(account('user1', 'passthrough'))],
    code: 'NOT_FOUND',
    says: /passthrough.*not offered/,
  },
  {
    rule: 'An ACL of an unknown virtual cluster is refused',
    on: stored(...base),
    changes: [put(acl('nobody'))],
    code: 'NOT_FOUND',
    says: /nobody/,
  },
  {
    rule: 'An alias on an unknown physical cluster is refused',
    on: stored(...withPartner),
    changes: [put(alias('t', { physicalCluster: 'clusterX' }))],
    code: 'CONFLICT',
    says: /clusterX does not exist/,
  },
  {
    rule: 'An alias on a failover cluster is refused',
    on: stored(...withPartner),
    changes: [put(alias('t', { physicalCluster: 'spare' }))],
    code: 'INVALID',
    says: /spare is a failover cluster/,
  },
  {
    rule: 'A cluster with aliases cannot become a failover cluster',
    on: stored(...withPartner, alias('topic1')),
    changes: [put(cluster('clusterA', 'failover'))],
    code: 'CONFLICT',
    says: /topic1/,
  },
  {
    rule: 'A second physical cluster in one partner is refused',
    on: stored(...withPartner, alias('topic1')),
    changes: [put(alias('topic2', { physicalCluster: 'clusterB' }))],
    code: 'CONFLICT',
    says: /topic2 names clusterB, but topic1 is on clusterA/,
  },
  {
    rule: 'A second physical cluster in one partner is refused within one batch',
    on: stored(...withPartner),
    changes: [put(alias('topic1')), put(alias('topic2', { physicalCluster: 'clusterB' }))],
    code: 'CONFLICT',
    says: /one physical cluster/,
  },
  {
    rule: 'The physical cluster of an alias cannot be changed',
    on: stored(...withPartner, alias('topic1')),
    changes: [put(alias('topic1', { physicalCluster: 'clusterB' }))],
    code: 'CONFLICT',
    says: /physicalCluster.*is clusterA and cannot be changed/,
  },
  {
    rule: 'Two aliases of one virtual cluster cannot show the same topic',
    on: stored(...withPartner, alias('topic1')),
    changes: [put(alias('topic2', { physicalName: 'internal-topic1' }))],
    code: 'CONFLICT',
    says: /topic1 shows internal-topic1 already/,
  },
  {
    rule: 'A Partner without rights is refused',
    on: stored(...base),
    changes: [put(partner('p', { aclEnabled: false }))],
    code: 'INVALID',
    says: /spec\.aclEnabled.*true/,
  },
  {
    rule: 'A Partner without super users is refused',
    on: stored(...base),
    changes: [put(partner('p', { superUsers: [] }))],
    code: 'INVALID',
    says: /spec\.superUsers/,
  },
  {
    rule: 'KAFKA_API forbids ACLs in the resource',
    on: stored(...base),
    changes: [put(partner('p', { acls: [binding] }))],
    code: 'INVALID',
    says: /spec\.acls/,
  },
  {
    rule: 'REST_API forbids super users',
    on: stored(...base),
    changes: [put(partner('p', { ...restApi, superUsers: ['admin'] }))],
    code: 'INVALID',
    says: /spec\.superUsers/,
  },
  {
    rule: 'REST_API requires ACLs',
    on: stored(...base),
    changes: [put(partner('p', { ...restApi, acls: [] }))],
    code: 'INVALID',
    says: /spec\.acls/,
  },
  {
    rule: 'The source of ACLs cannot be changed',
    on: stored(...withPartner),
    changes: [put(partner('mypartner', restApi))],
    code: 'CONFLICT',
    says: /aclMode.*is KAFKA_API and cannot be changed/,
  },
  {
    rule: 'The type of a virtual cluster cannot be changed',
    on: stored(...withPartner),
    changes: [put(partner('mypartner', { type: 'Standard' }))],
    code: 'CONFLICT',
    says: /type.*is Partner/,
  },
  {
    rule: 'A Standard virtual cluster is refused as not offered',
    on: stored(...base),
    changes: [put(partner('p', { type: 'Standard' }))],
    code: 'INVALID',
    says: /Standard.*not offered.*Partner/,
  },
  {
    rule: 'A virtual cluster with an alias cannot be deleted',
    on: stored(...withPartner, alias('topic1')),
    changes: [remove(partner('mypartner'))],
    code: 'CONFLICT',
    says: /AliasTopic topic1/,
  },
  {
    rule: 'A virtual cluster with an account cannot be deleted',
    on: stored(...withPartner, account('user1')),
    changes: [remove(partner('mypartner'))],
    code: 'CONFLICT',
    says: /GatewayServiceAccount user1/,
  },
  {
    rule: 'A physical cluster with more than five aliases cannot be deleted, and five are named',
    on: stored(...withPartner, ...[1, 2, 3, 4, 5, 6, 7].map(i => alias(`topic${i}`))),
    changes: [remove(cluster('clusterA'))],
    code: 'CONFLICT',
    says: /topic1 .*topic5 of virtual cluster mypartner and 2 more/,
  },
  {
    rule: 'A second main cluster is refused',
    on: stored(...base),
    changes: [put(cluster('clusterA', 'main'))],
    code: 'CONFLICT',
    says: /main is the main cluster already/,
  },
  {
    rule: 'An ACL beside those of the virtual cluster itself is refused',
    on: stored(...base, partner('mypartner', restApi)),
    changes: [put(acl())],
    code: 'CONFLICT',
    says: /spec\.acls/,
  },
  {
    rule: 'An account from elsewhere is refused as not offered',
    on: stored(...withPartner),
    changes: [put(account('user1', 'mypartner', { type: 'EXTERNAL', externalNames: ['x'] }))],
    code: 'INVALID',
    says: /EXTERNAL.*LOCAL/,
  },
  {
    rule: 'A cluster from a file cannot be changed elsewhere',
    on: [managed(cluster('clusterA'), 'file')],
    changes: [put(cluster('clusterA'))],
    code: 'CONFLICT',
    says: /cluster-config file/,
  },
  {
    rule: 'A cluster from the environment cannot be deleted elsewhere',
    on: [managed(cluster('clusterA'), 'environment')],
    changes: [remove(cluster('clusterA'))],
    code: 'CONFLICT',
    says: /environment variables/,
  },
  {
    rule: 'A name that retires to an alias that is not there is refused',
    on: stored(...withPartner),
    changes: [put(old('topic1', 'topic2'))],
    code: 'CONFLICT',
    says: /^spec\.retires\.to: .*no other alias topic2/,
  },
  {
    rule: 'A name cannot retire to itself',
    on: stored(...withPartner),
    changes: [put(old('topic1', 'topic1'))],
    code: 'CONFLICT',
    says: /no other alias topic1/,
  },
  {
    rule: 'A name cannot retire to one that shows another topic',
    on: stored(...withPartner, alias('topic2')),
    changes: [put(old('topic1', 'topic2'))],
    code: 'CONFLICT',
    says: /^spec\.physicalName: .*two names of one topic, and topic2 shows internal-topic2/,
  },
  {
    rule: 'The new name of a topic cannot show another one while the old one retires',
    on: stored(...withPartner, ...pair),
    changes: [put(alias('topic2'))],
    code: 'CONFLICT',
    says: /two names of one topic, and topic1 shows internal-topic1/,
  },
  {
    rule: 'The new name of a topic cannot retire before the old one has',
    on: stored(...withPartner, ...pair),
    changes: [put(alias('topic3', topic1)), put(old('topic2', 'topic3', topic1))],
    code: 'CONFLICT',
    says: /topic1 shows internal-topic1 already/,
  },
  {
    rule: 'A name cannot retire to one that retires',
    on: stored(...withPartner, ...pair),
    changes: [put(old('topic2', 'topic1', topic1))],
    code: 'CONFLICT',
    says: /^spec\.retires\.to: topic1 retires itself/,
  },
  {
    rule: 'The new name of a topic cannot be deleted while the old one retires to it',
    on: stored(...withPartner, ...pair),
    changes: [remove(alias('topic2', topic1))],
    code: 'CONFLICT',
    says: /still used by AliasTopic topic1 of virtual cluster mypartner/,
  },
  {
    rule: 'A third name of a topic is refused while it is renamed',
    on: stored(...withPartner, ...pair),
    changes: [put(alias('topic3', topic1))],
    code: 'CONFLICT',
    says: /shows internal-topic1 already/,
  },
  {
    rule: 'A partner without a virtual cluster is refused',
    on: stored(...base),
    changes: [put(share('nobody'))],
    code: 'NOT_FOUND',
    says: /^metadata\.name: .*nobody does not exist/,
  },
  {
    rule: 'A virtual cluster with a partner cannot be deleted',
    on: stored(...withPartner, share('mypartner')),
    changes: [remove(partner('mypartner'))],
    code: 'CONFLICT',
    says: /still used by Partner mypartner/,
  },
  {
    rule: 'What does not exist cannot be deleted',
    on: stored(...withPartner),
    changes: [remove(alias('topic1'))],
    code: 'NOT_FOUND',
    says: /AliasTopic topic1 of virtual cluster mypartner/,
  },
]

for (const { rule, on, changes, code, says } of refusals)
  test(rule, () => {
    assert.throws(() => validateChanges(changes, on), { name: 'GatewayError', code, message: says })
  })

const allowed: { what: string; on: Resource[]; changes: Change[] }[] = [
  {
    what: 'A partner with all it needs is taken in one batch, whatever its order',
    on: [],
    changes: [acl(), account('user1'), alias('topic2'), alias('topic1'), partner('mypartner'), cluster('clusterA')].map(
      put,
    ),
  },
  {
    what: 'A virtual cluster can be deleted together with all that is in it',
    on: stored(...withPartner, alias('topic1'), account('user1'), acl(), share('mypartner')),
    changes: [partner('mypartner'), alias('topic1'), account('user1'), acl(), share('mypartner')].map(remove),
  },
  {
    what: 'A partner moves to another physical cluster when its aliases are created anew',
    on: stored(...withPartner, alias('topic1')),
    changes: [remove(alias('topic1')), put(alias('topic1', { physicalCluster: 'clusterB' }))],
  },
  {
    what: 'A topic is renamed with both names for a time, whatever the order of the changes',
    on: stored(...withPartner, alias('topic1')),
    changes: pair.map(put),
  },
  {
    what: 'A renamed topic loses its old name, and can then be renamed again',
    on: stored(...withPartner, ...pair),
    changes: [remove(old('topic1', 'topic2')), put(old('topic2', 'topic3', topic1)), put(alias('topic3', topic1))],
  },
  {
    what: 'A rename can be called off',
    on: stored(...withPartner, ...pair),
    changes: [put(alias('topic1')), remove(alias('topic2', topic1))],
  },
  {
    what: 'A cluster from a file is changed by the file',
    on: [managed(cluster('clusterA'), 'file')],
    changes: [{ op: 'put', manifest: cluster('clusterA', 'main'), managedBy: 'file' }],
  },
  {
    what: 'A cluster can move from the environment to the file',
    on: [managed(cluster('clusterA'), 'environment')],
    changes: [{ op: 'put', manifest: cluster('clusterA'), managedBy: 'file' }],
  },
  {
    what: 'The main cluster can be declared anew',
    on: stored(...base),
    changes: [put(cluster('main', 'main'))],
  },
  {
    what: 'Two virtual clusters may show the same topic, each on a cluster of its own choice',
    on: stored(...withPartner, alias('topic1'), partner('other')),
    changes: [put(alias('topic1', {}, 'other'))],
  },
  {
    what: 'A virtual cluster whose ACLs are all in the resource is taken',
    on: stored(...base),
    changes: [put(partner('p', restApi))],
  },
]

for (const { what, on, changes } of allowed)
  test(what, () => {
    assert.doesNotThrow(() => validateChanges(changes, on))
  })

test('The name of an ACL is that of its binding, so that adding it twice is adding it once', () => {
  assert.equal(acl().metadata.name, aclName(binding))
})

test('A share ends on a day that there is, or says why it has no end', () => {
  const faults = (spec: Spec) => {
    try {
      share('mypartner', spec)
      return []
    } catch (error) {
      return faultsOf(error as GatewayError).map(({ message }) => message)
    }
  }
  assert.deepEqual(faults({ endsOn: '2028-02-29' }), [])
  assert.deepEqual(faults({ noEndReason: 'One company.' }), [])
  assert.deepEqual(faults({ endsOn: '2027-02-29' }), ['spec.endsOn: give a day that there is, such as 2027-03-31'])
  const why =
    'spec.noEndReason: say why the share has no end where spec.endsOn is left out, and leave it out where there is one'
  assert.deepEqual(faults({}), [why])
  assert.deepEqual(faults({ endsOn: '2027-03-31', noEndReason: 'One company.' }), [why])
  assert.deepEqual(faults({ endsOn: '2027-03-31', contacts: ['kafka'] }), ['spec.contacts[0]: give an e-mail address'])
})

test('A share ends with the last moment of its last day, in UTC', () => {
  assert.equal(shareEndsAt({ endsOn: '2027-03-31' }), Date.UTC(2027, 3, 1))
  assert.equal(shareEndsAt({}), Number.POSITIVE_INFINITY)
})

test('All that is wrong with a set of changes is told at once, by change and field', () => {
  const problems = problemsOf(
    [
      put(partner('other', { type: 'Standard', aclEnabled: false, superUsers: [] })),
      remove(cluster('nowhere')),
      put(alias('t', { physicalCluster: 'nowhere' }, 'nobody')),
      put(partner('mypartner', { aclMode: 'REST_API', superUsers: [], acls: [binding] })),
      put(alias('t')),
    ],
    stored(...withPartner),
  )
  assert.deepEqual(
    problems.map(({ change, error }) => [change, error.code, faultsOf(error)[0]?.path]),
    [
      [1, 'NOT_FOUND', undefined],
      [3, 'CONFLICT', 'spec.aclMode'],
      [0, 'INVALID', 'spec.type'],
      [0, 'INVALID', 'spec.aclEnabled'],
      [0, 'INVALID', 'spec.superUsers'],
      [2, 'NOT_FOUND', 'metadata.vCluster'],
      [2, 'CONFLICT', 'spec.physicalCluster'],
    ],
  )
})

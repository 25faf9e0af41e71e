import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf, places, stepOf } from '#share/changes.ts'
import { type Draft, draft, freshDraft } from '#share/draft.ts'
import { faultsOf } from '#share/faults.ts'
import { shownTo } from '#share/leaks.ts'
import { aliasOf, technicalName } from '#share/naming.ts'

const today = '2026-03-01'
const base: Draft = {
  ...freshDraft(new Date(`${today}T12:00:00Z`)),
  displayName: 'Acme',
  cluster: 'clusterA',
  topics: [{ physical: 'internal.orders.v3' }, { physical: 'internal.stock.v1', alias: 'stock' }],
}
const with_ = (change: Partial<Draft>): Draft => ({ ...base, ...change })

type Manifest = { kind: string; metadata: { name?: string; vCluster?: string }; spec: Record<string, any> }
const manifests = (of: Draft) => changesOf(of).map(each => (each as { manifest: Manifest }).manifest)
const ofKind = (of: Draft, kind: string) => manifests(of).filter(each => each.kind === kind)
const rightsOf = (of: Draft) =>
  ofKind(of, 'Acl').map(({ spec: { principal, operation, resourcePattern: on } }) =>
    [principal, operation, on.resourceType, on.patternType, on.name].join(' '),
  )
const messages = (of: Draft) => faultsOf(of, today).map(({ message }) => message)

test('a display name becomes a technical name that is legal, or none', () => {
  strictEqual(technicalName('Müller & Söhne GmbH'), 'muller-sohne-gmbh')
  strictEqual(technicalName('  42 Acme '), 'acme')
  strictEqual(technicalName('!!!'), '')
  strictEqual(technicalName('a'.repeat(100)).length, 63)
})

test('a rule names every alias, and what was named by hand keeps its name', () => {
  const named = (rule: Draft['rule']) => base.topics.map(topic => aliasOf(topic, rule))
  deepStrictEqual(named({ kind: 'keep', text: '', by: '' }), ['internal.orders.v3', 'stock'])
  deepStrictEqual(named({ kind: 'strip', text: 'internal.', by: '' }), ['orders.v3', 'stock'])
  deepStrictEqual(named({ kind: 'strip', text: 'other.', by: '' }), ['internal.orders.v3', 'stock'])
  deepStrictEqual(named({ kind: 'add', text: 'acme.', by: '' }), ['acme.internal.orders.v3', 'stock'])
  deepStrictEqual(named({ kind: 'replace', text: '^internal\\.(.*)\\.v\\d+$', by: '$1' }), ['orders', 'stock'])
  deepStrictEqual(named({ kind: 'replace', text: '(', by: '' }), ['internal.orders.v3', 'stock'])
})

test('a share is one change set: virtual cluster, partner, accounts, topics and rights', () => {
  deepStrictEqual(
    manifests(base).map(({ kind, metadata }) => [kind, metadata.name]),
    [
      ['VirtualCluster', 'acme'],
      ['Partner', 'acme'],
      ['GatewayServiceAccount', 'admin'],
      ['GatewayServiceAccount', 'acme-app'],
      ['AliasTopic', 'internal.orders.v3'],
      ['AliasTopic', 'stock'],
      ...Array.from({ length: 5 }, () => ['Acl', undefined]),
    ],
  )
  deepStrictEqual(ofKind(base, 'Partner')[0]?.spec, { displayName: 'Acme', contacts: [], endsOn: '2027-03-01' })
  deepStrictEqual(ofKind(base, 'AliasTopic')[1]?.spec, {
    physicalName: 'internal.stock.v1',
    physicalCluster: 'clusterA',
  })
})

test('a reader gets READ and DESCRIBE on each topic, and the groups that begin with its prefix', () => {
  deepStrictEqual(rightsOf(with_({ topics: [{ physical: 'p', alias: 'orders' }] })), [
    'User:acme-app READ TOPIC LITERAL orders',
    'User:acme-app DESCRIBE TOPIC LITERAL orders',
    'User:acme-app READ GROUP PREFIXED acme-',
  ])
})

test('a writer gets no group, and a custom account what each topic says', () => {
  const [account] = base.accounts
  deepStrictEqual(
    rightsOf(with_({ accounts: [{ ...account!, template: 'write' }] })).map(each => each.split(' ')[1]),
    ['WRITE', 'DESCRIBE', 'WRITE', 'DESCRIBE'],
  )
  const custom = { ...account!, template: 'custom' as const, grants: { 'internal.stock.v1': 'both' as const } }
  deepStrictEqual(rightsOf(with_({ accounts: [custom] })), [
    'User:acme-app READ TOPIC LITERAL stock',
    'User:acme-app WRITE TOPIC LITERAL stock',
    'User:acme-app DESCRIBE TOPIC LITERAL stock',
    'User:acme-app READ GROUP PREFIXED acme-',
  ])
})

test('the largest share that the wizard allows fits into one change set', () => {
  const topics = Array.from({ length: 500 }, (_, i) => ({ physical: `topic-${i}` }))
  const [account] = base.accounts
  ok(changesOf(with_({ topics, accounts: [{ ...account!, template: 'both' }] })).length <= 2500)
})

test('a fault of a change is told in the step in which the change is made', () => {
  const steps = changesOf(base).map((_, change) => stepOf(change, base))
  deepStrictEqual(steps, [
    'partner',
    'partner',
    'access',
    'access',
    'topics',
    'topics',
    ...Array.from({ length: 5 }, () => 'access'),
  ])
  strictEqual(places.topic(base, 1), 5)
})

test('nothing is planned for a share that has no legal name', () => {
  deepStrictEqual(changesOf(with_({ name: 'Not legal' })), [])
  deepStrictEqual(changesOf(freshDraft(new Date())), [])
})

test('what cannot be shared is said, and a whole draft has no fault', () => {
  deepStrictEqual(messages(base), [])
  deepStrictEqual(messages(with_({ cluster: '', topics: [] })), [
    'Choose the physical cluster that has the topics',
    'Choose at least one topic',
  ])
  deepStrictEqual(messages(with_({ endsOn: '2026-02-28' })), ['spec.endsOn: choose today or a later day'])
  const same = [
    { physical: 'a', alias: 'x' },
    { physical: 'b', alias: 'x' },
  ]
  deepStrictEqual(messages(with_({ topics: same })), ['metadata.name: a is called x already: choose another'])
  deepStrictEqual(messages(with_({ rule: { kind: 'replace', text: '(', by: '' } })), [
    'This is not a regular expression',
  ])
  deepStrictEqual(messages(with_({ superUser: 'acme-app' })), [
    'metadata.name: acme-app is an account of the partner: choose another',
  ])
})

test('a name that tells too much is found, whatever kind of name it is', () => {
  const warned = (of: Draft, addresses: readonly string[] = []) =>
    shownTo(of, addresses).flatMap(({ text, warnings }) => (warnings.length > 0 ? [`${text}: ${warnings}`] : []))
  deepStrictEqual(warned(with_({ topics: [{ physical: 'internal.orders.v3', alias: 'orders' }] })), [])
  deepStrictEqual(warned(with_({ topics: [{ physical: 'orders-eu' }] })), [
    'orders-eu: it holds the name of the physical topic orders-eu',
  ])
  deepStrictEqual(warned(with_({ topics: [] }), ['kafka-prod.example:6969', 'clustera.example:1']), [
    'kafka-prod.example:6969: “prod” names an environment',
    'clustera.example:1: it holds the name of the physical cluster clusterA',
  ])
  deepStrictEqual(warned(with_({ name: 'acme-aws', accounts: [] })), [
    'acme-aws: “aws” names a vendor',
    'internal.orders.v3: “internal” says that it is not for others,it holds the name of the physical topic internal.orders.v3',
  ])
})

test('a draft that an older page has kept is taken or left as a whole', () => {
  strictEqual(draft.safeParse(JSON.parse(JSON.stringify(base))).success, true)
  strictEqual(draft.safeParse({ ...base, topics: ['a'] }).success, false)
})

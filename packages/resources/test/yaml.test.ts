import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kinds, parseManifest, parseManifests, toYaml } from '../src/index.ts'

const partner = {
  kind: 'VirtualCluster',
  apiVersion: 'gateway/v2',
  metadata: { name: 'mypartner' },
  spec: { aclEnabled: true, superUsers: ['admin'], type: 'Partner' },
}

const aclSpec = {
  resourcePattern: { resourceType: 'TOPIC', name: 'topic1', patternType: 'LITERAL' },
  principal: 'User:user1',
  host: '*',
  operation: 'READ',
  permissionType: 'ALLOW',
}

test('Documents are read in their order, and empty ones passed over', () => {
  const text = `---
kind: VirtualCluster
apiVersion: gateway/v2
metadata:
    name: mypartner
spec:
    aclEnabled: true
    superUsers:
        - admin
    type: Partner
---
---
kind: GatewayServiceAccount
apiVersion: gateway/v2
metadata: {name: user1, vCluster: mypartner}
spec: {type: local}
`
  assert.deepEqual(
    parseManifests(text).map(({ kind, metadata }) => [kind, metadata.name]),
    [
      ['VirtualCluster', 'mypartner'],
      ['GatewayServiceAccount', 'user1'],
    ],
  )
})

test('JSON is read as well as YAML', () => {
  assert.deepEqual(parseManifests(JSON.stringify(partner)), [parseManifest(partner)])
})

test('What is written as YAML reads back the same, for every kind', () => {
  for (const { kind, apiVersion, example } of Object.values(kinds)) {
    const { metadata, spec } = example
    const given = { kind, apiVersion, metadata: kind === 'Acl' ? { vCluster: 'mypartner' } : metadata, spec }
    const manifest = parseManifest(given)
    assert.deepEqual(parseManifests(toYaml(manifest)), [manifest])
  }
})

test('What only reading shows is dropped, so that what was read can be written back', () => {
  const read = {
    ...partner,
    spec: { ...partner.spec, bootstrapServers: 'localhost:6972', clientProperties: { a: 'b' } },
  }
  assert.deepEqual(parseManifest(read), parseManifest(partner))
})

test('An omitted virtual cluster is passthrough', () => {
  const manifest = parseManifest({
    kind: 'GatewayServiceAccount',
    apiVersion: 'gateway/v2',
    metadata: { name: 'user1' },
    spec: { type: 'LOCAL' },
  })
  assert.equal(manifest.metadata.vCluster, 'passthrough')
})

const refusals: { what: string; read: () => unknown; code: string; message: RegExp | string }[] = [
  {
    what: 'Bad syntax is refused with its line and column, and nothing of the text',
    read: () => parseManifests('kind: VirtualCluster\nspec: {password: geheim'),
    code: 'MALFORMED',
    message: /^(?!.*geheim).*at line 2, column \d+$/,
  },
  {
    what: 'A key that stands there twice is refused',
    read: () => parseManifests('kind: a\nkind: b'),
    code: 'MALFORMED',
    message: /duplicate key at line 2, column 1/,
  },
  {
    what: 'Aliases that multiply are refused',
    read: () =>
      parseManifests(
        [
          'a: &a [x, x, x, x, x, x, x, x, x]',
          ...'bcdefg'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdef'[i]}, `.repeat(9)}]`),
        ].join('\n'),
      ),
    code: 'MALFORMED',
    message: /too many aliases/,
  },
  {
    what: 'What is no object is refused',
    read: () => parseManifests('hello'),
    code: 'INVALID',
    message: /an object with kind, apiVersion, metadata and spec/,
  },
  {
    what: 'An unknown kind is refused with those that are known',
    read: () => parseManifests('kind: Interceptor'),
    code: 'INVALID',
    message: 'kind: use PhysicalCluster or VirtualCluster or AliasTopic or GatewayServiceAccount or Acl or Partner',
  },
  {
    what: 'The name of a property that all objects have is no kind',
    read: () => parseManifests('kind: constructor'),
    code: 'INVALID',
    message: /^kind: use/,
  },
  {
    what: 'Another kind than the wanted is refused',
    read: () => parseManifest(partner, 'AliasTopic'),
    code: 'INVALID',
    message: 'kind: use AliasTopic',
  },
  {
    what: 'An unknown apiVersion is refused with the known one',
    read: () => parseManifest({ ...partner, apiVersion: 'gateway/v1' }),
    code: 'INVALID',
    message: 'apiVersion: use gateway/v2',
  },
  {
    what: 'Every fault is named by its field',
    read: () =>
      parseManifest({
        ...partner,
        metadata: {},
        spec: { aclEnabled: 'yes', superUsers: ['a'], type: 'Guest', typo: 1 },
      }),
    code: 'INVALID',
    message:
      'metadata.name: it is missing: give a text; spec.aclEnabled: give true or false; spec.superUsers[0]: use 3 to 64 letters, digits, underscores and dashes; spec.type: use Standard or Partner; spec.typo: there is no such field: correct its name or remove it',
  },
  {
    what: 'The reserved name is refused',
    read: () => parseManifest({ ...partner, metadata: { name: 'passthrough' } }),
    code: 'INVALID',
    message: /metadata\.name: passthrough is a reserved name/,
  },
  {
    what: 'A name that is not that of the ACL is refused',
    read: () =>
      parseManifest({
        kind: 'Acl',
        apiVersion: 'tidegate/v1',
        metadata: { name: '1'.repeat(32), vCluster: 'p' },
        spec: aclSpec,
      }),
    code: 'INVALID',
    message: /metadata\.name: leave it out/,
  },
  {
    what: 'An ACL without a name is refused for its spec alone',
    read: () =>
      parseManifest({
        kind: 'Acl',
        apiVersion: 'tidegate/v1',
        metadata: { vCluster: 'p' },
        spec: { ...aclSpec, host: '' },
      }),
    code: 'INVALID',
    message: /^spec\.host: it must not be empty$/,
  },
  {
    what: 'A secret is in no error',
    read: () =>
      parseManifest({
        kind: 'PhysicalCluster',
        apiVersion: 'tidegate/v1',
        metadata: { name: 'a' },
        spec: {
          properties: {
            'bootstrap.servers': 'kafka.example:9092',
            'security.protocol': 'SASL_SSL',
            'sasl.mechanism': 'PLAIN',
            'sasl.jaas.config': 'Module required password="geheim"',
          },
        },
      }),
    code: 'INVALID',
    message: /^spec\.properties: (?!.*geheim)sasl\.jaas\.config/,
  },
]

for (const { what, read, code, message } of refusals)
  test(what, () => {
    assert.throws(read, { name: 'GatewayError', code, message })
  })

import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { clustersFromEnvironment, clustersFromFile, mergeClusters, parseSelector } from '../src/cluster-config.ts'

const jaas = (name: string) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="<${name}-api-key>" password="<${name}-api-secret>";`

const properties = (address: string, name: string) => ({
  'bootstrap.servers': `<${address} bootstrap address>:9092`,
  'security.protocol': 'SASL_SSL',
  'sasl.mechanism': 'PLAIN',
  'sasl.jaas.config': jaas(name),
})

const yaml = (id: string, name = id, more = '') => `
  ${id}:
    bootstrap.servers: <${name} bootstrap address>:9092
    security.protocol: SASL_SSL
    sasl.mechanism: PLAIN
    sasl.jaas.config: ${jaas(name)}
${more}`

const variables = (id: string, name: string) => ({
  [`KAFKA_${id}_BOOTSTRAP_SERVERS`]: `<${name} bootstrap address>:9092`,
  [`KAFKA_${id}_SECURITY_PROTOCOL`]: 'SASL_SSL',
  [`KAFKA_${id}_SASL_MECHANISM`]: 'PLAIN',
  [`KAFKA_${id}_SASL_JAAS_CONFIG`]: jaas(name),
})

const file = { managedBy: 'file' } as const
const environment = { managedBy: 'environment' } as const

test('a file with a main and two upstream clusters is read as written', () => {
  const role = '    gateway.roles: upstream # Note: may be omitted as upstream is the default\n'

  deepEqual(clustersFromFile(`config:${yaml('main')}${yaml('clusterA', 'clusterA', role)}${yaml('clusterB')}`), [
    { name: 'main', role: 'main', properties: properties('main', 'main'), ...file },
    { name: 'clusterA', role: 'upstream', properties: properties('clusterA', 'clusterA'), ...file },
    { name: 'clusterB', role: 'upstream', properties: properties('clusterB', 'clusterB'), ...file },
  ])
})

test('a file with a failover cluster is read as written', () => {
  const text = `config:${yaml('main', 'primary')}${yaml('failover', 'secondary', '    gateway.roles: failover\n')}`

  deepEqual(
    clustersFromFile(text).map(({ name, role }) => [name, role]),
    [
      ['main', 'main'],
      ['failover', 'failover'],
    ],
  )
})

test('variables for a main and two upstream clusters are read as written', () => {
  const env = {
    ...variables('MAIN', 'primary'),
    ...variables('CLUSTERB', 'clusterB'),
    ...variables('CLUSTERA', 'clusterA'),
  }

  deepEqual(clustersFromEnvironment(env), [
    { name: 'main', role: 'main', properties: properties('primary', 'primary'), ...environment },
    { name: 'CLUSTERA', role: 'upstream', properties: properties('clusterA', 'clusterA'), ...environment },
    { name: 'CLUSTERB', role: 'upstream', properties: properties('clusterB', 'clusterB'), ...environment },
  ])
})

test('a failover cluster is named by its role variable', () => {
  const env = {
    ...variables('MAIN', 'primary'),
    ...variables('FAILOVER', 'secondary'),
    KAFKA_FAILOVER_GATEWAY_ROLES: 'failover',
  }

  deepEqual(
    clustersFromEnvironment(env).map(({ name, role, properties }) => [name, role, 'gateway.roles' in properties]),
    [
      ['main', 'main', false],
      ['FAILOVER', 'failover', false],
    ],
  )
})

test('whether records of a cluster may be read is declared beside its properties, and is none of them', () => {
  const env = { ...variables('MAIN', 'primary'), KAFKA_MAIN_GATEWAY_MESSAGES: 'readable' }
  const [cluster] = clustersFromEnvironment(env)
  deepEqual([cluster?.messages, 'gateway.messages' in (cluster?.properties ?? {})], ['readable', false])
})

/** What the variables say, as `cluster property=value`. */
const said = (env: Record<string, string | undefined>) =>
  clustersFromEnvironment(env).flatMap(({ name, properties }) =>
    Object.entries(properties).map(([property, value]) => `${name} ${property}=${value}`),
  )

const names: [string, Record<string, string | undefined>, string[]][] = [
  ['variables without a cluster are those of main', { KAFKA_BOOTSTRAP_SERVERS: 'a:1' }, ['main bootstrap.servers=a:1']],
  [
    'a property is not mistaken for a cluster with its first word',
    {
      KAFKA_BOOTSTRAP_SERVERS: 'a:1',
      KAFKA_SASL_MECHANISM: 'PLAIN',
      KAFKA_SSL_KEY_PASSWORD: 'x',
      KAFKA_CLIENT_ID: 'y',
    },
    ['main bootstrap.servers=a:1', 'main sasl.mechanism=PLAIN', 'main ssl.key.password=x', 'main client.id=y'],
  ],
  [
    'a cluster may be called as a property begins',
    { KAFKA_SASL_BOOTSTRAP_SERVERS: 'a:1', KAFKA_SASL_SASL_MECHANISM: 'PLAIN' },
    ['SASL bootstrap.servers=a:1', 'SASL sasl.mechanism=PLAIN'],
  ],
  [
    'a cluster may have underscores, and another may begin like it',
    { KAFKA_EU_WEST_BOOTSTRAP_SERVERS: 'a:1', KAFKA_EU_BOOTSTRAP_SERVERS: 'b:1', KAFKA_EU_WEST_LINGER_MS: '5' },
    ['EU bootstrap.servers=b:1', 'EU_WEST bootstrap.servers=a:1', 'EU_WEST linger.ms=5'],
  ],
  [
    'properties a client does not know are kept for the clusters there are',
    { KAFKA_MAIN_BOOTSTRAP_SERVERS: 'a:1', KAFKA_MAIN_MY_INTERCEPTOR: 'x', KAFKA_HEAP_OPTS: '-Xmx1g', KAFKA_OPTS: '' },
    ['main bootstrap.servers=a:1', 'main my.interceptor=x'],
  ],
  [
    'both ways to name main can be mixed',
    { KAFKA_BOOTSTRAP_SERVERS: 'a:1', KAFKA_MAIN_SASL_MECHANISM: 'PLAIN' },
    ['main bootstrap.servers=a:1', 'main sasl.mechanism=PLAIN'],
  ],
  [
    'an empty variable is one that is not set, save where empty is a value',
    {
      KAFKA_BOOTSTRAP_SERVERS: 'a:1',
      KAFKA_SASL_MECHANISM: '',
      KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM: '',
      KAFKA_X_CLIENT_ID: '',
    },
    ['main bootstrap.servers=a:1', 'main ssl.endpoint.identification.algorithm='],
  ],
  [
    'nothing is read from other variables',
    { PATH: '/bin', GATEWAY_PORT_START: '1', KAFKA_HEAP_OPTS: 'x', KAFKA_CLIENT_ID: undefined },
    [],
  ],
]

for (const [guarantee, env, expected] of names)
  test(`environment: ${guarantee}`, () => {
    deepEqual(said(env), expected)
  })

test('main comes first and the others in the order of the file', () => {
  const one = (id: string) => `  ${id}: { bootstrap.servers: 'x:1' }\n`

  deepEqual(
    clustersFromFile(`config:\n${one('zeta')}${one('2')}${one('main')}${one('1')}`).map(({ name }) => name),
    ['main', 'zeta', '2', '1'],
  )
})

test('scalars are kept as they are written', () => {
  const [main] = clustersFromFile(
    'config: { main: { bootstrap.servers: "a:1", retries: 010, a: yes, b: ~, c: 1e3, d: } }',
  )

  deepEqual(main?.properties, { 'bootstrap.servers': 'a:1', retries: '010', a: 'yes', b: '~', c: '1e3', d: '' })
})

test('a certificate can be written over several lines', () => {
  const [main] = clustersFromFile(
    'config:\n  main:\n    bootstrap.servers: a:1\n    ssl.keystore.key: |\n      ---\n      abc\n',
  )

  equal(main?.properties['ssl.keystore.key'], '---\nabc\n')
})

test('upstream clusters of a file and main of the environment go together', () => {
  const merged = mergeClusters(
    clustersFromFile(`config:${yaml('clusterA')}`),
    clustersFromEnvironment({ KAFKA_BOOTSTRAP_SERVERS: 'a:1' }),
  )

  deepEqual(
    merged.map(({ name, managedBy }) => [name, managedBy]),
    [
      ['main', 'environment'],
      ['clusterA', 'file'],
    ],
  )
})

const cluster = (id: string, more = '') => `config: { ${id}: { bootstrap.servers: "a:1"${more} } }`

const refused: [string, () => unknown, RegExp][] = [
  [
    'a cluster that both declare',
    () =>
      mergeClusters(
        clustersFromFile(cluster('clusterA')),
        clustersFromEnvironment({ KAFKA_CLUSTERA_BOOTSTRAP_SERVERS: 'a:1' }),
      ),
    /^Cluster CLUSTERA is declared twice, as clusterA in the file and as CLUSTERA in the environment: remove one$/,
  ],
  [
    'two clusters whose names differ in case alone',
    () => clustersFromFile('config: { a: { bootstrap.servers: "a:1" }, A: { bootstrap.servers: "a:1" } }'),
    /^Cluster A is declared twice/,
  ],
  [
    'a cluster twice in a file',
    () => clustersFromFile('config:\n  a:\n    b: c\n  a:\n    b: c\n'),
    /line 4, column 3 \(DUPLICATE_KEY\)/,
  ],
  [
    'a property of main in both spellings',
    () => clustersFromEnvironment({ KAFKA_BOOTSTRAP_SERVERS: 'a:1', KAFKA_MAIN_BOOTSTRAP_SERVERS: 'b:1' }),
    /^KAFKA_BOOTSTRAP_SERVERS and KAFKA_MAIN_BOOTSTRAP_SERVERS say the same/,
  ],
  [
    'variables of a cluster without an address',
    () => clustersFromEnvironment({ KAFKA_CLUSTERA_SASL_MECHANISM: 'PLAIN' }),
    /^Cluster CLUSTERA has no bootstrap\.servers: set it with KAFKA_CLUSTERA_BOOTSTRAP_SERVERS$/,
  ],
  [
    'a cluster of a file without an address',
    () => clustersFromFile('config: { a: { client.id: x } }'),
    /^Cluster a has no bootstrap/,
  ],
  [
    'an unknown role',
    () => clustersFromFile(cluster('a', ', gateway.roles: backup')),
    /one of main, upstream, failover$/,
  ],
  [
    'an unknown choice of whether records may be read',
    () => clustersFromFile(cluster('a', ', gateway.messages: all')),
    /^Cluster a: gateway\.messages must be one of hidden, readable$/,
  ],
  [
    'main in another role',
    () => clustersFromFile(cluster('main', ', gateway.roles: upstream')),
    /^Cluster main: the cluster named main/,
  ],
  [
    'a second main',
    () => clustersFromFile(cluster('a', ', gateway.roles: main')),
    /^Cluster a: the cluster named main/,
  ],
  ['a name with a space', () => clustersFromFile(cluster('"a b"')), /^Cluster "a b": use letters/],
  [
    'an unknown key at the top',
    () => clustersFromFile(`${cluster('a')}\nclusters: {}`),
    /has the key "clusters" beside "config"/,
  ],
  ['an empty file', () => clustersFromFile(''), /must hold a map/],
  ['a file with nothing in config', () => clustersFromFile('config:'), /^"config" .* must hold a map/],
  ['a list of clusters', () => clustersFromFile('config: [a]'), /must hold a map/],
  ['a cluster that is a word', () => clustersFromFile('config: { a: b }'), /^Cluster a .* must hold a map/],
  [
    'a nested property',
    () => clustersFromFile(cluster('a', ', ssl: { key: hunter2 }')),
    /^Cluster a: ssl must be one value/,
  ],
  [
    'YAML that is not closed',
    () => clustersFromFile('config:\n  a: {b: "hunter2'),
    /not valid YAML at line 2, column /,
  ],
  [
    'a tab as indentation',
    () => clustersFromFile('config:\n\ta: hunter2'),
    /not valid YAML at line 2, column 1 \(TAB_AS_INDENT\)/,
  ],
  [
    'a value that YAML takes for a tag',
    () => clustersFromFile(cluster('a', ', b: !hunter2 x')),
    /not valid YAML at line 1.*TAG_RES/,
  ],
  [
    'a value that YAML takes for an alias',
    () => clustersFromFile(cluster('a', ', b: *hunter2')),
    /an alias \(\*name\)/,
  ],
  [
    'two documents',
    () => clustersFromFile(`${cluster('a')}\n---\n${cluster('b')}`),
    /not valid YAML at line 2.*MULTIPLE_DOCS/,
  ],
]

for (const [what, read, message] of refused)
  test(`clusters are refused without showing a value: ${what}`, () => {
    throws(read, (error: Error & { code?: string }) => {
      equal(error.code, 'INVALID')
      equal(message.test(error.message), true, error.message)
      equal(`${error.stack}${error.cause}`.includes('hunter2'), false)
      return true
    })
  })

for (const text of [
  'file : { path: /cluster-config.yaml}',
  'file: {path: /cluster-config.yaml}',
  '  file :   {  path :   "/cluster-config.yaml"  }  ',
  'file:\n  path: /cluster-config.yaml',
])
  test(`the selector ${JSON.stringify(text)} names the file`, () => {
    deepEqual(parseSelector(text), { path: '/cluster-config.yaml' })
  })

for (const text of [
  '',
  '/cluster-config.yaml',
  'file: /cluster-config.yaml',
  'file : { path: }',
  'file : { path: [a] }',
  'file : {',
  'env: {}',
])
  test(`the selector ${JSON.stringify(text)} is refused with the form it must have`, () => {
    throws(() => parseSelector(text), { code: 'INVALID', message: /must be written as 'file : \{ path: / })
  })

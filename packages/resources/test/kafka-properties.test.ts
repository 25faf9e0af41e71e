import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { connectionOf, isSecretProperty } from '../src/kafka-properties.ts'

const MODULE = 'org.apache.kafka.common.security.plain.PlainLoginModule'

const sasl = {
  'bootstrap.servers': 'kafka.example:9092',
  'security.protocol': 'SASL_SSL',
  'sasl.mechanism': 'PLAIN',
  'sasl.jaas.config': `${MODULE} required username="key" password="hunter2";`,
}

const credentials = { mechanism: 'PLAIN', username: 'key', password: 'hunter2' }
const bootstrap = [{ host: 'kafka.example', port: 9092 }]
const tls = { verifyHost: true }

for (const [protocol, expected] of [
  [undefined, { bootstrap }],
  ['PLAINTEXT', { bootstrap }],
  ['SSL', { bootstrap, tls }],
  ['SASL_PLAINTEXT', { bootstrap, sasl: credentials }],
  ['SASL_SSL', { bootstrap, tls, sasl: credentials }],
  [' sasl_ssl ', { bootstrap, tls, sasl: credentials }],
] as const)
  test(`security.protocol ${protocol} decides over TLS and SASL`, () => {
    const { 'security.protocol': _, ...rest } = sasl

    deepEqual(connectionOf({ ...rest, ...(protocol && { 'security.protocol': protocol }) }), expected)
  })

const lists: [string, { host: string; port: number }[]][] = [
  ['a:1', [{ host: 'a', port: 1 }]],
  [
    ' a.example:9092 , 10.0.0.1:65535',
    [
      { host: 'a.example', port: 9092 },
      { host: '10.0.0.1', port: 65_535 },
    ],
  ],
  ['[::1]:9092', [{ host: '::1', port: 9092 }]],
  [
    '[fe80::1%eth0]:9092,b:2',
    [
      { host: 'fe80::1%eth0', port: 9092 },
      { host: 'b', port: 2 },
    ],
  ],
  ['::1:9092', [{ host: '::1', port: 9092 }]],
  ['SASL_SSL://a:1', [{ host: 'a', port: 1 }]],
]

for (const [servers, expected] of lists)
  test(`bootstrap.servers '${servers}' is read as Kafka reads it`, () => {
    deepEqual(connectionOf({ 'bootstrap.servers': servers }).bootstrap, expected)
  })

for (const [servers, entry] of [
  ['kafka', 1],
  ['a:1,', 2],
  ['a:1,,b:2', 2],
  ['a:', 1],
  ['a:0', 1],
  ['a:65536', 1],
  ['<main bootstrap address>:9092', 1],
  ['user@a:1', 1],
] as const)
  test(`bootstrap.servers '${servers}' is refused by the number of the entry`, () => {
    throws(() => connectionOf({ 'bootstrap.servers': servers }), {
      code: 'INVALID',
      message: new RegExp(`^bootstrap\\.servers: entry ${entry} is not host:port`),
    })
  })

for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)
  test(`${mechanism} takes its credentials from the JAAS line`, () => {
    deepEqual(connectionOf({ ...sasl, 'sasl.mechanism': mechanism }).sasl, { ...credentials, mechanism })
  })

test('the client id is passed on, and properties that do not concern the connection are ignored', () => {
  deepEqual(
    connectionOf({
      'bootstrap.servers': 'a:1',
      'client.id': 'tide',
      'linger.ms': '5',
      'ssl.truststore.location': '/x',
    }),
    {
      bootstrap: [{ host: 'a', port: 1 }],
      clientId: 'tide',
    },
  )
})

const refused: [string, Record<string, string>, RegExp][] = [
  ['no bootstrap servers', { 'bootstrap.servers': ' ' }, /^bootstrap\.servers: it must name at least one broker/],
  ['an unknown protocol', { 'security.protocol': 'TLS' }, /^security\.protocol: .*SASL_PLAINTEXT/],
  ['no mechanism', { 'sasl.mechanism': '' }, /^sasl\.mechanism: .*PLAIN, SCRAM-SHA-256, SCRAM-SHA-512/],
  ['an unsupported mechanism', { 'sasl.mechanism': 'GSSAPI' }, /^sasl\.mechanism: .*no other is supported/],
  ['a mechanism in lower case', { 'sasl.mechanism': 'plain' }, /^sasl\.mechanism: /],
  ['no JAAS line', { 'sasl.jaas.config': '' }, /^sasl\.jaas\.config: it must be set/],
  [
    'a JAAS line without a password',
    { 'sasl.jaas.config': `${MODULE} required username="key";` },
    /username and password/,
  ],
  [
    'a delegation token',
    { 'sasl.jaas.config': `${MODULE} required username="a" password="hunter2" tokenauth="true";` },
    /^sasl\.jaas\.config: delegation tokens/,
  ],
]

for (const [what, change, message] of refused)
  test(`properties with ${what} are refused by the name of the property`, () => {
    throws(() => connectionOf({ ...sasl, ...change }), { code: 'INVALID', message })
  })

for (const name of [
  'sasl.jaas.config',
  'listener.name.client.sasl.jaas.config',
  'ssl.truststore.password',
  'ssl.keystore.password',
  'ssl.key.password',
  'ssl.keystore.key',
  'admin.ssl.keystore.key',
  'sasl.oauthbearer.client.credentials.client.secret',
  'sasl.oauthbearer.assertion.private.key.passphrase',
  'basic.auth.user.info',
  'PASSWORD',
])
  test(`${name} is a secret`, () => {
    equal(isSecretProperty(name), true)
  })

for (const name of [
  'bootstrap.servers',
  'security.protocol',
  'sasl.mechanism',
  'ssl.keystore.location',
  'ssl.keystore.certificate.chain',
  'sasl.oauthbearer.token.endpoint.url',
  'client.id',
])
  test(`${name} is not a secret`, () => {
    equal(isSecretProperty(name), false)
  })

import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { readTls, tlsOf } from '../src/kafka-tls.ts'

const BODY = 'QUJD'.repeat(20)
const block = (kind: string, separator = '\n') =>
  [`-----BEGIN ${kind}-----`, BODY.slice(0, 64), BODY.slice(64), `-----END ${kind}-----`, ''].join(separator)

const CERTIFICATE = block('CERTIFICATE')
const KEY = block('PRIVATE KEY')

test('without stores the system’s authorities are trusted and hosts are verified', () => {
  deepEqual(tlsOf({}), { verifyHost: true })
})

const understood: [string, Record<string, string>, object][] = [
  [
    'trusted certificates in PEM',
    { 'ssl.truststore.type': 'PEM', 'ssl.truststore.certificates': CERTIFICATE },
    { ca: CERTIFICATE, verifyHost: true },
  ],
  [
    'trusted certificates whose line ends became spaces',
    { 'ssl.truststore.type': 'PEM', 'ssl.truststore.certificates': block('CERTIFICATE', ' ').repeat(2) },
    { ca: CERTIFICATE.repeat(2), verifyHost: true },
  ],
  [
    'a file of trusted certificates',
    { 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': '/ca.pem' },
    { caFile: '/ca.pem', verifyHost: true },
  ],
  [
    'a key and its certificates in PEM',
    {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.certificate.chain': CERTIFICATE,
      'ssl.keystore.key': block('ENCRYPTED PRIVATE KEY'),
      'ssl.key.password': 'hunter2',
    },
    { cert: CERTIFICATE, key: block('ENCRYPTED PRIVATE KEY'), passphrase: 'hunter2', verifyHost: true },
  ],
  [
    'a PEM file with key and certificates',
    { 'ssl.keystore.type': 'PEM', 'ssl.keystore.location': '/client.pem' },
    { certFile: '/client.pem', keyFile: '/client.pem', verifyHost: true },
  ],
  [
    'a PKCS12 file',
    { 'ssl.keystore.type': 'PKCS12', 'ssl.keystore.location': '/client.p12', 'ssl.keystore.password': 'hunter2' },
    { pfxFile: '/client.p12', passphrase: 'hunter2', verifyHost: true },
  ],
  ['hosts that are not verified', { 'ssl.endpoint.identification.algorithm': '' }, { verifyHost: false }],
  ['hosts that are verified by name', { 'ssl.endpoint.identification.algorithm': 'HTTPS' }, { verifyHost: true }],
]

for (const [what, properties, tls] of understood)
  test(`TLS is set up with ${what}`, () => {
    deepEqual(tlsOf(properties), tls)
  })

const pemTrust = { 'ssl.truststore.type': 'PEM', 'ssl.truststore.certificates': CERTIFICATE }
const pemKey = { 'ssl.keystore.type': 'PEM', 'ssl.keystore.certificate.chain': CERTIFICATE, 'ssl.keystore.key': KEY }

const refused: [string, Record<string, string>, RegExp][] = [
  [
    'a truststore of the default type',
    { 'ssl.truststore.location': '/t.jks' },
    /^ssl\.truststore\.type: JKS .*keytool -list -rfc/,
  ],
  [
    'a PKCS12 truststore',
    { 'ssl.truststore.type': 'PKCS12', 'ssl.truststore.location': '/t' },
    /PKCS12 cannot be read .*keytool/,
  ],
  ['certificates without the type', { 'ssl.truststore.certificates': CERTIFICATE }, /^ssl\.truststore\.type: .*PEM/],
  [
    'two truststores',
    { ...pemTrust, 'ssl.truststore.location': '/ca.pem' },
    /^ssl\.truststore\.certificates: .*together/,
  ],
  ['a password for PEM', { ...pemTrust, 'ssl.truststore.password': 'hunter2' }, /^ssl\.truststore\.password: .*PEM$/],
  [
    'certificates that are none',
    { ...pemTrust, 'ssl.truststore.certificates': 'hunter2' },
    /^ssl\.truststore\.certificates: .*CERTIFICATE in PEM/,
  ],
  [
    'a keystore of the default type',
    { 'ssl.keystore.location': '/k.jks' },
    /^ssl\.keystore\.type: JKS .*-deststoretype PKCS12/,
  ],
  [
    'a keystore of an odd type',
    { 'ssl.keystore.type': 'hunter2', 'ssl.keystore.location': '/k' },
    /^ssl\.keystore\.type: this type/,
  ],
  [
    'a key without certificates',
    { ...pemKey, 'ssl.keystore.certificate.chain': '' },
    /^ssl\.keystore\.certificate\.chain: /,
  ],
  ['certificates without a key', { ...pemKey, 'ssl.keystore.key': '' }, /^ssl\.keystore\.key: /],
  ['two keystores', { ...pemKey, 'ssl.keystore.location': '/k.pem' }, /^ssl\.keystore\.location: .*together/],
  [
    'a store password for PEM',
    { ...pemKey, 'ssl.keystore.password': 'hunter2' },
    /^ssl\.keystore\.password: .*ssl\.key\.password/,
  ],
  [
    'two passwords for PKCS12',
    {
      'ssl.keystore.type': 'PKCS12',
      'ssl.keystore.location': '/k',
      'ssl.keystore.password': 'a',
      'ssl.key.password': 'hunter2',
    },
    /^ssl\.key\.password: it must equal/,
  ],
  [
    'an odd algorithm',
    { 'ssl.endpoint.identification.algorithm': 'none' },
    /^ssl\.endpoint\.identification\.algorithm: /,
  ],
]

for (const [what, properties, message] of refused)
  test(`TLS is refused with ${what}, in a message without values`, () => {
    throws(
      () => tlsOf(properties),
      (error: Error & { code?: string }) => {
        equal(error.code, 'INVALID')
        equal(message.test(error.message), true, error.message)
        equal(error.message.includes('hunter2'), false)
        return true
      },
    )
  })

const files: Record<string, Buffer> = {
  '/ca.pem': Buffer.from('ca'),
  '/client.pem': Buffer.from('both'),
  '/client.p12': Buffer.from('pfx'),
}
function read(path: string): Buffer {
  const content = files[path]
  if (!content) throw new Error(`ENOENT ${path}`)
  return content
}

test('files are read into the options of a TLS connection', () => {
  deepEqual(
    readTls(
      { caFile: '/ca.pem', certFile: '/client.pem', keyFile: '/client.pem', passphrase: 'p', verifyHost: true },
      read,
    ),
    { ca: files['/ca.pem'], cert: files['/client.pem'], key: files['/client.pem'], passphrase: 'p' },
  )
  deepEqual(readTls({ pfxFile: '/client.p12', verifyHost: true }, read), { pfx: files['/client.p12'] })
  deepEqual(readTls({ ca: 'a', cert: 'c', key: 'k', verifyHost: true }, read), { ca: 'a', cert: 'c', key: 'k' })
})

test('a host that is not verified passes the identity check', () => {
  const { checkServerIdentity } = readTls({ verifyHost: false }, read)

  equal(typeof checkServerIdentity, 'function')
  equal(checkServerIdentity?.(), undefined)
})

test('a file that cannot be read is named by its property', () => {
  throws(() => readTls({ caFile: '/secret/path', verifyHost: true }, read), {
    code: 'INVALID',
    message: 'ssl.truststore.location: the file cannot be read; check that it exists where the gateway runs',
  })
})

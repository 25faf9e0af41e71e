import { match, strictEqual } from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createServer, type Server } from 'node:tls'
import { run } from '@tidegate/testkit'
import { checkCertificates } from '../src/doctor/certificates.ts'
import type { Facts } from '../src/doctor/facts.ts'
import type { Result } from '../src/doctor/result.ts'
import { checkUpstreams } from '../src/doctor/upstreams.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidegate-doctor-tls-'))
const servers: { close(): void }[] = []

/** Days for which each is valid, and from when on. */
const identities = {
  good: ['-validity', '400', '-ext', 'san=dns:localhost,ip:127.0.0.1'],
  soon: ['-validity', '10', '-ext', 'san=dns:localhost,ip:127.0.0.1'],
  over: ['-validity', '5', '-startdate', '-10d', '-ext', 'san=dns:localhost,ip:127.0.0.1'],
  other: ['-validity', '400', '-ext', 'san=dns:kafka.example'],
} as const
type Identity = keyof typeof identities

const path = (identity: Identity, ending: string) => join(folder, `${identity}.${ending}`)

before(async () => {
  for (const [name, settings] of Object.entries(identities)) {
    const store = ['-alias', 'broker', '-keystore', path(name as Identity, 'p12'), '-storepass', 'changeit']
    await run('keytool', [
      '-genkeypair',
      '-storetype',
      'PKCS12',
      ...store,
      '-dname',
      `CN=${name}`,
      '-keyalg',
      'EC',
      ...settings,
    ])
    await run('keytool', ['-exportcert', '-rfc', ...store, '-file', path(name as Identity, 'pem')])
  }
})

after(() => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
})

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as { port: number }).port}`
}

const serve = (identity: Identity) =>
  listening(
    createServer({ pfx: readFileSync(path(identity, 'p12')), passphrase: 'changeit' }, socket => socket.destroy()),
  )

const trusting = (identity: Identity) => ({
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': path(identity, 'pem'),
})

const facts = (bootstrap: string, properties: Record<string, string>): Facts => {
  const all = { 'bootstrap.servers': bootstrap, 'security.protocol': 'SSL', ...properties }
  const cluster = { name: 'main', properties: all, managedBy: 'file' }
  return { environment: {} as Facts['environment'], clusters: [cluster], views: [], slots: [] }
}

const certificates = async (bootstrap: string, properties: Record<string, string>): Promise<Record<string, Result>> =>
  Object.fromEntries((await checkCertificates(facts(bootstrap, properties))).map(result => [result.check, result]))

test('a certificate that is trusted, in time and for this host is in order, and so is the trust store', async () => {
  const found = await certificates(await serve('good'), trusting('good'))
  match(found['Certificate of the broker']?.message ?? '', /^CN=good is valid until 20/)
  strictEqual(found['Certificate of the broker']?.status, 'ok')
  strictEqual(found['Trust store']?.status, 'ok')
})

test('a certificate that ends soon is a warning, and one that has ended a failure', async () => {
  const soon = await certificates(await serve('soon'), trusting('soon'))
  strictEqual(soon['Certificate of the broker']?.status, 'warning')
  match(soon['Certificate of the broker']?.message ?? '', /expires in 9 days/)
  const over = await certificates(await serve('over'), trusting('over'))
  match(over['Certificate of the broker']?.message ?? '', /expired on/)
  strictEqual(over['Trust store']?.status, 'failed')
})

test('a certificate for another host names the hosts it is for, unless hosts are not verified', async () => {
  const server = await serve('other')
  const found = await certificates(server, trusting('other'))
  match(found['Certificate of the broker']?.message ?? '', /not for 127\.0\.0\.1, but for DNS:kafka\.example/)
  match(found['Certificate of the broker']?.todo ?? '', /ssl\.endpoint\.identification\.algorithm/)
  const unverified = await certificates(server, {
    ...trusting('other'),
    'ssl.endpoint.identification.algorithm': '',
  })
  strictEqual(unverified['Certificate of the broker']?.status, 'ok')
})

test('a certificate of an authority that is not trusted names the trust store', async () => {
  const server = await serve('good')
  const { status, message, todo = '' } = (await certificates(server, {}))['Certificate of the broker']!
  strictEqual(status, 'failed')
  match(message, /not trusted/)
  match(todo, /ssl\.truststore\.location of main in the file/)
  const upstream = (await checkUpstreams(facts(server, {}))).find(({ check }) => check === 'Bootstrap server')
  match(upstream?.message ?? '', /not trusted/)
})

test('a key store is opened with its password, and its certificate is judged', async () => {
  const server = await serve('good')
  const store = (identity: Identity, password: string) => ({
    ...trusting('good'),
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': path(identity, 'p12'),
    'ssl.keystore.password': password,
  })
  const opened = async (identity: Identity, password: string) =>
    (await certificates(server, store(identity, password)))['Key store']!
  match((await opened('good', 'changeit')).message, /^CN=good is valid until/)
  strictEqual((await opened('soon', 'changeit')).status, 'warning')
  const refused = await opened('good', 'not-the-password')
  strictEqual(refused.status, 'failed')
  strictEqual(JSON.stringify(refused).includes('not-the-password'), false)
})

test('a server that never shakes hands is told from one that speaks no TLS', async () => {
  const silent = await listening(createTcpServer(() => {}))
  const plain = await listening(createTcpServer(socket => socket.on('error', () => {}).end('HTTP/1.1 400\r\n\r\n')))
  const told = async (server: string) =>
    (await checkUpstreams(facts(server, trusting('good')))).find(({ check }) => check === 'Bootstrap server')
      ?.message ?? ''
  match(await told(silent), /does not answer a TLS handshake/)
  match(await told(plain), /speaks no TLS/)
})

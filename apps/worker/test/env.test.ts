import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readEnvironment } from '../src/env.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidegate-env-'))
after(() => rmSync(folder, { recursive: true }))

const complete = {
  DATABASE_URL: 'postgresql://u:p@db:5432/tidegate',
  GATEWAY_USER_POOL_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
  GATEWAY_ADMIN_API_USERS: '[{username: a, password: b, admin: true}]',
  KAFKA_MAIN_BOOTSTRAP_SERVERS: 'kafka:9092',
}

test('what is not said takes the defaults of the guide', () => {
  const { portStart, http, bindHost, clusters } = readEnvironment(complete)
  deepStrictEqual(
    { portStart, http, bindHost },
    { portStart: 6969, http: { host: '0.0.0.0', port: 8888 }, bindHost: '0.0.0.0' },
  )
  deepStrictEqual(
    clusters.map(({ name, role, managedBy }) => ({ name, role, managedBy })),
    [{ name: 'main', role: 'main', managedBy: 'environment' }],
  )
})

test('the first port has an older name, and both may be set if they agree', () => {
  strictEqual(readEnvironment({ ...complete, GATEWAY_START_PORT: '7000' }).portStart, 7000)
  strictEqual(readEnvironment({ ...complete, GATEWAY_START_PORT: '7000', GATEWAY_PORT_START: '7000' }).portStart, 7000)
  throws(
    () => readEnvironment({ ...complete, GATEWAY_START_PORT: '7000', GATEWAY_PORT_START: '7001' }),
    /GATEWAY_PORT_START/,
  )
})

test('the selector of the guide names a file of clusters, and these stand behind main', () => {
  const path = join(folder, 'cluster-config.yaml')
  writeFileSync(path, 'config:\n  clusterA:\n    bootstrap.servers: a:9092\n  main:\n    bootstrap.servers: m:9092\n')
  const { KAFKA_MAIN_BOOTSTRAP_SERVERS: _, ...rest } = complete
  const { clusters } = readEnvironment({ ...rest, GATEWAY_BACKEND_KAFKA_SELECTOR: `file : { path: ${path}}` })
  deepStrictEqual(
    clusters.map(({ name, managedBy }) => [name, managedBy]),
    [
      ['main', 'file'],
      ['clusterA', 'file'],
    ],
  )
})

test('each limit has a default and a variable of its own', () => {
  const { limits } = readEnvironment({ ...complete, GATEWAY_MAX_CONNECTIONS: '7', GATEWAY_IDLE_TIMEOUT_MS: '9000' })
  deepStrictEqual([limits.connections, limits.idleMs, limits.inFlight], [7, 9000, 64])
})

test('there is an event loop for each core where the system can share a port, unless told otherwise', () => {
  const shares = process.platform === 'linux'
  strictEqual(readEnvironment(complete).loops, shares ? availableParallelism() : 1)
  strictEqual(readEnvironment({ ...complete, GATEWAY_LOOPS: '1' }).loops, 1)
})

const wrong: Readonly<Record<string, readonly [change: object, message: RegExp]>> = {
  'no event loop': [{ GATEWAY_LOOPS: '0' }, /^GATEWAY_LOOPS must be at least 1/m],
  'no database': [{ DATABASE_URL: undefined }, /^DATABASE_URL must be set/m],
  'no key': [{ GATEWAY_USER_POOL_SECRET_KEY: undefined }, /^GATEWAY_USER_POOL_SECRET_KEY .*openssl rand/m],
  'a short key': [
    { GATEWAY_USER_POOL_SECRET_KEY: 'c2hvcnQ=' },
    /^GATEWAY_USER_POOL_SECRET_KEY must hold at least 32 bytes/m,
  ],
  'no users, for there is no default password': [
    { GATEWAY_ADMIN_API_USERS: undefined },
    /^GATEWAY_ADMIN_API_USERS must be set/m,
  ],
  'a protocol that is not offered': [
    { GATEWAY_SECURITY_PROTOCOL: 'PLAINTEXT' },
    /^GATEWAY_SECURITY_PROTOCOL must be SASL_PLAINTEXT/m,
  ],
  'a port that is none': [{ GATEWAY_PORT_START: 'first' }, /^GATEWAY_PORT_START /m],
  'a limit that is none': [{ GATEWAY_MAX_CONNECTIONS: '0' }, /^GATEWAY_MAX_CONNECTIONS must be more than 0/m],
  'a file that is not there': [
    { GATEWAY_BACKEND_KAFKA_SELECTOR: 'file : { path: /no/such/file }' },
    /\/no\/such\/file, which cannot be read/,
  ],
}

for (const [what, [change, message]] of Object.entries(wrong))
  test(`${what} ends the start with the name of the variable`, () => {
    throws(() => readEnvironment({ ...complete, ...change }), { name: 'GatewayError', message })
  })

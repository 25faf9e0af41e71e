import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { type Inspection, openStore, type Snapshot } from '@tidegate/store'
import { freePort } from '@tidegate/testkit'
import { checkClock } from '../src/doctor/clock.ts'
import { checkConfiguration, environmentFaults } from '../src/doctor/configuration.ts'
import { checkDatabase } from '../src/doctor/database.ts'
import { examine } from '../src/doctor/index.ts'
import { grantLine } from '../src/doctor/kafka-acls.ts'
import { checkPorts } from '../src/doctor/ports.ts'
import { printed, reportOf } from '../src/doctor/report.ts'
import { Fault, look } from '../src/doctor/result.ts'
import { type Environment, readEnvironment } from '../src/env.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidegate-doctor-'))
after(() => rmSync(folder, { recursive: true }))

const environment = (change: NodeJS.ProcessEnv = {}): Environment =>
  readEnvironment({
    DATABASE_URL: 'postgresql://u:p@db:5432/tidegate',
    GATEWAY_USER_POOL_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    GATEWAY_ADMIN_API_USERS: '[{username: ada, password: long-enough-it-is, admin: true}]',
    GATEWAY_ADVERTISED_HOST: 'localhost',
    KAFKA_MAIN_BOOTSTRAP_SERVERS: 'kafka:9092',
    TIDEGATE_STATE_DIR: folder,
    ...change,
  })

const inspected = (change: Partial<Inspection> = {}): Promise<Inspection> =>
  Promise.resolve({
    version: '17.1',
    roundTripMs: 3,
    clockAheadMs: 0,
    migrations: { applied: ['0001_init'], missing: [], unknown: [] },
    announces: true,
    ...change,
  })

const away = (code: string) =>
  Promise.reject(new GatewayError('STORE_UNAVAILABLE', 'away', Object.assign(new Error('u:p@db'), { code })))

test('a check that hangs is given up, and what it throws is told without its words', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const hangs = look({ check: 'a', about: 'b' }, () => new Promise<string>(() => {}))
  context.mock.timers.tick(5_000)
  match((await hangs).message, /no answer within 5 s/)
  const secret = Object.assign(new Error('password=hunter2'), { code: 'EPERM' })
  const { status, message } = await look({ check: 'a', about: 'b' }, () => Promise.reject(secret))
  deepStrictEqual([status, message], ['failed', 'the check itself failed (EPERM)'])
})

test('a configuration that is in order has no fault, and one that is not says what to change', async () => {
  const statuses = async (env: Environment) =>
    (await checkConfiguration(env)).flatMap(({ about, status }) => (status === 'ok' ? [] : [`${status} ${about}`]))
  deepStrictEqual(await statuses(environment()), [])
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  deepStrictEqual(
    await statuses(
      environment({
        GATEWAY_ADMIN_API_USERS: '[{username: ada, password: conduktor, admin: true}]',
        GATEWAY_SECURED_METRICS: 'false',
        GATEWAY_ADVERTISED_HOST: 'no-such-host.invalid',
        TIDEGATE_STATE_DIR: join(file, 'below'),
      }),
    ),
    [
      'warning GATEWAY_ADMIN_API_USERS',
      'warning GATEWAY_SECURED_METRICS',
      'failed TIDEGATE_STATE_DIR',
      'failed TIDEGATE_STATE_DIR',
      'failed GATEWAY_ADVERTISED_HOST',
    ],
  )
})

test('a snapshot that another key wrote is told of', async () => {
  const directory = mkdtempSync(join(folder, 'state-'))
  writeFileSync(join(directory, 'snapshot'), Buffer.alloc(64))
  const results = await checkConfiguration(environment({ TIDEGATE_STATE_DIR: directory }))
  match(results.find(({ check }) => check === 'Snapshot')?.message ?? '', /GATEWAY_USER_POOL_SECRET_KEY/)
})

test('each variable that is wrong is a fault of its own', () => {
  const faults = environmentFaults(
    new GatewayError('INVALID', 'DATABASE_URL must be set\nGATEWAY_PORT_START is not a port'),
  )
  deepStrictEqual(
    faults.map(({ about, message }) => [about, message]),
    [
      ['DATABASE_URL', 'must be set'],
      ['GATEWAY_PORT_START', 'is not a port'],
    ],
  )
})

test('a clock is judged by how far it is from that of the database', async () => {
  const status = async (clockAheadMs: number, roundTripMs = 3) =>
    (await checkClock(inspected({ clockAheadMs, roundTripMs })))[0]?.status
  deepStrictEqual(
    [await status(900), await status(1_200), await status(-29_000), await status(31_000), await status(1_900, 2_000)],
    ['ok', 'warning', 'warning', 'failed', 'ok'],
  )
  strictEqual((await checkClock(away('ECONNREFUSED')))[0]?.status, 'skipped')
})

test('what keeps the database away is told by its code, never in the words that quote the URL', async () => {
  const first = async (inspection: Promise<Inspection>) => (await checkDatabase(inspection))[0]
  match((await first(away('28P01')))?.message ?? '', /refuses the password/)
  match((await first(away('3D000')))?.todo ?? '', /DATABASE_URL/)
  strictEqual((await first(away('whatever')))?.message, 'the database cannot be reached')
  const slow = await checkDatabase(inspected({ roundTripMs: 1_500, announces: false }))
  deepStrictEqual(
    slow.map(({ status }) => status),
    ['warning', 'ok', 'warning'],
  )
  const newer = await checkDatabase(inspected({ migrations: { applied: [], missing: [], unknown: ['0009_later'] } }))
  strictEqual(newer[1]?.status, 'failed')
})

test('a stored configuration that cannot be made sense of is told of, and the rest is looked at all the same', async () => {
  const resourcePattern = { resourceType: 'TOPIC', name: 'x', patternType: 'SIDEWAYS' }
  const acl = { resourcePattern, principal: 'User:a', host: '*', operation: 'READ', permissionType: 'ALLOW' }
  const of = (kind: string, metadata: object, spec: object) => ({ kind, metadata, spec, uid: 'u', generation: 1 })
  const resources = [
    of('VirtualCluster', { name: 'acme' }, { superUsers: [] }),
    of('AliasTopic', { name: 'x', vCluster: 'acme' }, { physicalName: 'y', physicalCluster: 'main' }),
    of('Acl', { name: 'x', vCluster: 'acme' }, acl),
  ]
  const snapshot = { generation: 1, resources, tokens: [], slots: [] } as unknown as Snapshot
  const store = { inspect: () => inspected(), snapshot: () => Promise.resolve(snapshot) }
  const { results } = reportOf(await examine({ environment: environment(), store, running: undefined }))
  deepStrictEqual(
    results.flatMap(({ group, status }) => (status === 'failed' ? [group] : [])),
    ['Ports', 'Certificates', 'Physical clusters', 'Addresses'],
  )
  match(results.find(({ group }) => group === 'Ports')?.message ?? '', /pattern type SIDEWAYS/)
})

test('a URL of a database that is none hides what stands in it', async () => {
  const secretKey = Buffer.alloc(32, 1)
  await using store = await openStore({ databaseUrl: 'postgresql://u:p#hunter2@db:1/x', secretKey }).then(opened =>
    Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() }),
  )
  const groups = await examine({
    environment: environment({ GATEWAY_PORT_START: '0', GATEWAY_HTTP_PORT: '0' }),
    store,
    running: undefined,
  })
  const { results } = reportOf(groups)
  const found = results.find(({ check }) => check === 'Database answers')
  strictEqual(found?.status, 'failed')
  ok(!JSON.stringify(results).includes('hunter2'))
})

test('a port of a gateway that runs is told of in the gateway’s own words, or as one that is not open', async () => {
  const port = await freePort()
  const facts = {
    environment: environment({ GATEWAY_PORT_START: String(port), GATEWAY_BIND_HOST: '127.0.0.1' }),
    clusters: [],
    views: [],
    slots: [{ slot: 0, physicalCluster: 'main', brokerId: 1 }],
  }
  const said = async (unready: string[]) => (await checkPorts(facts, { unready })).at(-1)?.message
  const reason = `Port ${port} on 127.0.0.1 is in use: stop what listens there`
  strictEqual(await said([reason]), reason)
  strictEqual(await said([]), `nothing listens on 127.0.0.1:${port} (ECONNREFUSED)`)
  const squatter = createServer(socket => socket.on('error', () => {}).end('no gateway')).listen(port, '127.0.0.1')
  await once(squatter, 'listening')
  match((await said([])) ?? '', /is no gateway/)
  squatter.close()
})

test('a line for kafka-acls can be pasted as it is', () => {
  const settings = {
    bootstrap: [{ host: 'kafka', port: 9092 }],
    clientId: 'x',
    sasl: { mechanism: 'PLAIN', username: "o'brien & sons", password: 'hunter2' },
  } as const
  strictEqual(
    grantLine(settings, { resource: 'group', name: 'acme:', prefixed: true, operations: ['READ', 'DESCRIBE_CONFIGS'] }),
    `kafka-acls --bootstrap-server kafka:9092 --command-config admin.properties --add --allow-principal 'User:o'\\''brien & sons' --operation Read --operation DescribeConfigs --group acme: --resource-pattern-type prefixed`,
  )
})

test('a report groups what it found, counts it, and holds no control characters', async () => {
  const run = (fault?: Fault) =>
    look({ check: 'Broker', about: 'main' }, () => {
      if (fault) throw fault
      return 'answers'
    })
  const results = [
    await run(),
    await run(new Fault('\x1b[31mred', 'Mend it.')),
    await run(new Fault('old', 'Renew it.', 'warning')),
  ]
  const groups = [{ title: 'Physical clusters', results }]
  strictEqual(
    printed(groups, false),
    `Physical clusters
  ✓ Broker (main): answers
  ✗ Broker (main): ?[31mred
      → Mend it.
  ! Broker (main): old
      → Renew it.

3 checks: 1 failed, 1 warnings.
`,
  )
  ok(printed(groups, true).includes('\x1b[32m✓ Broker'))
  deepStrictEqual([reportOf(groups).failed, reportOf(groups).warnings], [1, 1])
})

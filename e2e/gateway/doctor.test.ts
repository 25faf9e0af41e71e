import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { execute, freePort, freePorts, kafkaBin, kafkaTool, startKafka, writeProperties } from '@tidegate/testkit'
import { Platform } from './platform.ts'

type Result = {
  readonly group: string
  readonly check: string
  readonly about: string
  readonly status: string
  readonly message: string
  readonly todo?: string
}
type Report = { readonly results: readonly Result[]; readonly failed: number; readonly warnings: number }

const main = fileURLToPath(new URL('../../apps/worker/src/main.ts', import.meta.url))
const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
const users = { admin: 'admin-pass-4711', gateway: 'gateway-pass-4711' }

let platform: Platform
let adminProperties: string

before(async () => {
  const security = { security: 'SASL_PLAINTEXT', users, authorizer: true, superUsers: ['admin'] } as const
  platform = await Platform.start({
    main: startKafka({ name: 'main' }),
    guarded: startKafka({ name: 'guarded', ...security }),
  })
  adminProperties = join(platform.directory, 'admin.properties')
  writeProperties(adminProperties, platform.clusters.guarded!.clientProperties('admin'))
  const create = (name: string, ...more: string[]) =>
    kafkaTool('4.3.1', 'topics', [
      '--bootstrap-server',
      platform.clusters[name]!.bootstrap,
      '--create',
      '--topic',
      'behind',
      ...more,
    ])
  await Promise.all([create('main'), create('guarded', '--command-config', adminProperties)])
  // Its brokers know the coordinators of groups; those of main have none yet.
  await kafkaTool('4.3.1', 'consumer-groups', [
    '--bootstrap-server',
    platform.clusters.guarded!.bootstrap,
    '--command-config',
    adminProperties,
    '--describe',
    '--group',
    'any',
  ])
  await platform.startWorker({ env: mainAlone() })
  await platform.partner('acme', 'main', { shown: 'behind' })
})

after(() => platform.stop())

const mainAlone = () => ({
  GATEWAY_BACKEND_KAFKA_SELECTOR: undefined,
  KAFKA_MAIN_BOOTSTRAP_SERVERS: platform.clusters.main!.bootstrap,
})

/** Nothing that may ever be printed. */
const secrets = () => [
  platform.secretKey,
  'conduktor',
  'looker',
  ...Object.values(users),
  new URL(platform.databaseUrl).password,
  'not-the-password',
]

function checked(text: string): string {
  for (const secret of secrets()) ok(secret === '' || !text.includes(secret), 'a secret was printed')
  return text
}

const overHttp = async (): Promise<Report> => {
  const { body, text } = await platform.call('GET', '/tidegate/v1/doctor', undefined, 'viewer:looker')
  checked(text)
  return body
}

/** The command, by default with the environment of a gateway that does not run. */
async function command(
  env: Readonly<Record<string, string | undefined>> = {},
  where: { portStart?: number; http?: number } = {},
) {
  const ports = { portStart: where.portStart ?? (await freePorts(12)), http: where.http ?? (await freePort()) }
  const all = platform.environment({ ...ports, env: { ...mainAlone(), ...env } })
  const { code, stdout, stderr } = await execute(process.execPath, [main, 'doctor', '--json'], { env: all })
  strictEqual(stderr, '')
  return { code, report: JSON.parse(checked(stdout)) as Report }
}

const failures = ({ results }: Report) => results.filter(({ status }) => status === 'failed')
const oneFailure = (report: Report): Result => {
  const found = failures(report)
  strictEqual(found.length, 1, JSON.stringify(found, null, 2))
  return found[0]!
}

const put = (path: string, metadata: object, spec: object) => {
  const [kind, apiVersion] = path.includes('physical')
    ? ['PhysicalCluster', 'tidegate/v1']
    : ['AliasTopic', 'gateway/v2']
  return platform.done('PUT', path, { kind, apiVersion, metadata, spec })
}

test('a gateway that is well reports no failure, to viewers too, and to nobody without credentials', async () => {
  const report = await overHttp()
  deepStrictEqual(failures(report), [])
  ok(report.results.some(({ check, about }) => check === 'Virtual cluster' && about === 'acme'))
  strictEqual((await platform.call('GET', '/tidegate/v1/doctor', undefined, 'viewer:wrong')).status, 401)
})

test('the tidegate command prints what the gateway found, and says what to run where no gateway answers', async () => {
  const run = (env: Record<string, string>, ...args: string[]) =>
    execute(process.execPath, [cli, 'doctor', ...args], { env })
  const { admin } = platform.worker
  const env = { TIDEGATE_URL: admin, TIDEGATE_PASSWORD: 'conduktor' }
  const healthy = await run(env)
  strictEqual(healthy.code, 0, healthy.stderr)
  match(checked(healthy.stdout), /^Configuration\n {2}✓ .*\n(?:.*\n)+\d+ checks: 0 failed, \d+ warnings\.\n$/)
  strictEqual(JSON.parse((await run(env, '--json')).stdout).failed, 0)
  const nowhere = await run(env, '--url', `http://127.0.0.1:${await freePort()}`)
  strictEqual(nowhere.code, 2)
  match(nowhere.stderr, /^No gateway answers at .*ECONNREFUSED[\s\S]*node apps\/worker\/src\/main.ts doctor$/m)
  match((await run({ ...env, TIDEGATE_PASSWORD: 'not-the-password' })).stderr, /does not know admin by this password/)
})

test('beside a running gateway the command looks at its addresses, and without one at whether its ports are free', async () => {
  const { portStart, admin, process: service } = platform.worker
  ok(service.running)
  const beside = await command({}, { portStart, http: Number(new URL(admin).port) })
  deepStrictEqual([beside.code, failures(beside.report)], [0, []])
  const port = beside.report.results.find(({ check }) => check === 'Port of broker 1 of main')
  strictEqual(port?.message, 'is held by the gateway')
  const alone = await command()
  deepStrictEqual([alone.code, failures(alone.report)], [0, []])
  strictEqual(alone.report.results.find(({ check }) => check === 'Port of broker 1 of main')?.message, 'is free')
})

test('a port that somebody else holds is named with the variable that changes it', async () => {
  const portStart = await freePorts(12)
  const squatter = createServer().listen(portStart, '127.0.0.1')
  await once(squatter, 'listening')
  const { code, report } = await command({}, { portStart })
  squatter.close()
  strictEqual(code, 1)
  const { message, todo } = oneFailure(report)
  match(message, new RegExp(`:${portStart} is in use`))
  match(todo ?? '', /GATEWAY_PORT_START/)
})

test('a database that is not there fails once, and what does not need it is looked at all the same', async () => {
  const url = `postgresql://tidegate:not-the-password@127.0.0.1:${await freePort()}/tidegate`
  const { code, report } = await command({ DATABASE_URL: url })
  strictEqual(code, 1)
  match(oneFailure(report).message, /nothing listens at the host and port/)
  ok(report.results.some(({ check, status }) => check === 'Bootstrap server' && status === 'ok'))
  const unknown = platform.databaseUrl.replace(/\/[^/]*$/, '/nowhere')
  match(oneFailure((await command({ DATABASE_URL: unknown })).report).message, /does not exist/)
})

test('variables that cannot be read are each named, and the gateway need not start for that', async () => {
  const { code, report } = await command({ DATABASE_URL: undefined, GATEWAY_PORT_START: 'x' })
  strictEqual(code, 1)
  deepStrictEqual(
    failures(report)
      .map(({ about }) => about)
      .sort(),
    ['DATABASE_URL', 'GATEWAY_PORT_START'],
  )
})

test('a configuration that was written with another key is told from a database that is away', async () => {
  await put('/tidegate/v1/physical-cluster', { name: 'sealed' }, spec('gateway', users.gateway))
  const { report } = await command({ GATEWAY_USER_POOL_SECRET_KEY: Buffer.alloc(32, 'another key').toString('base64') })
  match(oneFailure(report).check, /Stored configuration/)
  await platform.done('DELETE', '/tidegate/v1/physical-cluster/sealed')
})

const spec = (user: string, password: string) => ({
  role: 'upstream',
  properties: {
    'bootstrap.servers': platform.clusters.guarded!.bootstrap,
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'PLAIN',
    'sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="${user}" password="${password}";`,
  },
})

test('rights that the gateway’s principal lacks are named, and the printed lines mend them', async () => {
  await kafkaBin(join(platform.directory, 'bin'))
  const shell = (line: string) =>
    execute('sh', ['-ec', line], {
      cwd: platform.directory,
      env: { ...process.env, PATH: `${join(platform.directory, 'bin')}:${process.env.PATH}` },
    })
  const { bootstrap } = platform.clusters.guarded!
  await shell(
    `kafka-acls --bootstrap-server ${bootstrap} --command-config admin.properties --add --allow-principal User:gateway --operation Describe --topic behind`,
  )
  await put('/tidegate/v1/physical-cluster', { name: 'guarded' }, spec('gateway', users.gateway))
  await platform.partner('guests', 'guarded', { lent: 'behind' })
  const lacking = await overHttp()
  const about = (what: string) => lacking.results.find(each => each.about === `guarded${what}` && each.status !== 'ok')
  match(about(' behind')?.message ?? '', /^the rights READ, WRITE, DESCRIBE_CONFIGS are missing$/)
  match(about(' guests:')?.message ?? '', /^the rights READ, DESCRIBE, DELETE are missing$/)
  match(about('')?.message ?? '', /IDEMPOTENT_WRITE/)
  const lines = lacking.results.flatMap(({ todo }) => (todo?.startsWith('kafka-acls') ? [todo] : []))
  strictEqual(lines.length, 4, lines.join('\n'))
  for (const line of lines) {
    const { code, stdout, stderr } = await shell(line)
    strictEqual(code, 0, `${line}\n${stdout}${stderr}`)
  }
  const mended = await overHttp()
  deepStrictEqual(
    mended.results.filter(each => each.about.startsWith('guarded') && each.status !== 'ok'),
    [],
  )
})

test('a wrong password is told from a wrong mechanism, a wrong protocol, a name that is none and a broker that is not there', async () => {
  const { bootstrap } = platform.clusters.guarded!
  const wrong = async (properties: object) => {
    const all: Record<string, string> = { ...spec('gateway', users.gateway).properties, ...properties }
    const env = Object.entries(all).map(([name, value]) => [
      `KAFKA_OTHER_${name.toUpperCase().replaceAll('.', '_')}`,
      value,
    ])
    const { report } = await command(Object.fromEntries(env))
    const found = failures(report).filter(({ about }) => about.startsWith('OTHER'))
    strictEqual(found.length, 1, JSON.stringify(report.results, null, 2))
    return found[0]!
  }
  match(
    (await wrong({ 'sasl.jaas.config': spec('gateway', 'not-the-password').properties['sasl.jaas.config'] })).message,
    /refused the gateway’s credentials/,
  )
  match(
    (await wrong({ 'sasl.mechanism': 'SCRAM-SHA-512' })).message,
    /does not offer the SASL mechanism SCRAM-SHA-512, only PLAIN/,
  )
  match((await wrong({ 'security.protocol': 'SASL_SSL' })).message, /speaks no TLS/)
  match((await wrong({ 'security.protocol': 'PLAINTEXT' })).message, /does not answer requests/)
  match((await wrong({ 'bootstrap.servers': platform.clusters.main!.bootstrap })).message, /listener without SASL/)
  match((await wrong({ 'bootstrap.servers': 'no-such-host.invalid:9092' })).message, /cannot be resolved/)
  const dead = await wrong({ 'bootstrap.servers': `${bootstrap},127.0.0.1:${await freePort()}` })
  match(dead.message, /refuses connections/)
  match(dead.todo ?? '', /KAFKA_OTHER_BOOTSTRAP_SERVERS/)
})

test('a broker that hangs is named, and hangs nothing else', async () => {
  const [broker] = platform.clusters.guarded!.brokers
  process.kill(broker!.pid, 'SIGSTOP')
  try {
    const begun = Date.now()
    const report = await overHttp()
    ok(Date.now() - begun < 12_000, `${Date.now() - begun} ms`)
    const found = failures(report)
    ok(found.length > 0 && found.every(({ about }) => about.startsWith('guarded')), JSON.stringify(found, null, 2))
    match(found[0]!.message, /does not answer requests/)
  } finally {
    process.kill(broker!.pid, 'SIGCONT')
  }
})

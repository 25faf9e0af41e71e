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
  'conduktor"',
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

test('a gateway that is well reports no failure, by HTTP and by the command beside it', async () => {
  const { text } = await platform.call('GET', '/tidegate/v1/doctor')
  console.log(JSON.parse(text))
})

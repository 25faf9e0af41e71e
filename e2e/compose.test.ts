import { deepStrictEqual, doesNotMatch, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'

type Service = {
  build?: { context: string; dockerfile: string }
  ports: string[]
  volumes?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  environment: Record<string, string | number>
}

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docker-compose.yaml'), 'utf8')
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, null> }
const services = Object.entries(compose.services)
const settings = services.flatMap(([name, { environment }]) =>
  Object.entries(environment).map(([variable, value]) => ({ name, variable, value: String(value) })),
)
const gateways = services.filter(([, { environment }]) => 'GATEWAY_PORT_START' in environment)
const dockerfiles = [...new Set(services.flatMap(([, { build }]) => build?.dockerfile ?? []))]
const hostPorts = services.flatMap(([, { ports }]) => ports.flatMap(port => portsOf(port.split(':')[1]!)))

/** `6969-6971` → 6969, 6970, 6971. */
function portsOf(range: string): number[] {
  const [first, last = first] = range.split('-').map(Number) as [number, number?]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

const instructions = (dockerfile: string, word: string) =>
  readFileSync(join(root, dockerfile), 'utf8')
    .split('\n')
    .filter(line => line.startsWith(`${word} `))

describe('docker-compose.yaml', () => {
  test('three Kafka clusters, PostgreSQL, two gateways and the console are there', () => {
    const clusters = new Set(settings.filter(({ variable }) => variable === 'CLUSTER_ID').map(({ value }) => value))
    strictEqual(clusters.size, 3)
    strictEqual(gateways.length, 2)
    ok(compose.services.postgres && compose.services.console)
  })

  test('every variable taken from outside is required and says what to give', () => {
    const variables = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inside]) => inside!)
    notStrictEqual(variables.length, 0)
    for (const variable of variables) match(variable, /^[A-Z_]+:\?.+/)
  })

  test('no secret is written in the file', () => {
    const secrets = settings.filter(({ variable }) => /PASSWORD|SECRET|ADMIN_API_USERS|DATABASE_URL/.test(variable))
    notStrictEqual(secrets.length, 0)
    for (const { value } of secrets) match(value, /\$\{[A-Z_]+:\?/)
  })

  test('every port is published on loopback alone, and none twice', () => {
    for (const [, { ports }] of services) for (const port of ports) match(port, /^127\.0\.0\.1:/)
    strictEqual(new Set(hostPorts).size, hostPorts.length)
  })

  test('a gateway has sixteen addresses that are the same numbers inside and outside', () => {
    for (const [, { ports, environment }] of gateways) {
      const start = Number(environment.GATEWAY_PORT_START)
      const range = `${start}-${start + 15}`
      ok(ports.includes(`127.0.0.1:${range}:${range}`), `${range} is not published`)
    }
  })

  test('a gateway reaches brokers at addresses that they advertise inside', () => {
    const advertised = settings
      .filter(({ variable }) => variable === 'KAFKA_ADVERTISED_LISTENERS')
      .map(({ value }) => value)
    const named = settings.filter(({ variable }) => /^KAFKA_[A-Z]+_BOOTSTRAP_SERVERS$/.test(variable))
    const addresses = [...new Set(named.flatMap(({ value }) => value.split(',')))]
    deepStrictEqual(
      new Set(named.map(({ variable }) => variable.split('_')[1])),
      new Set(['MAIN', 'CLUSTERA', 'CLUSTERB']),
    )
    for (const address of addresses)
      ok(
        advertised.some(value => value.startsWith(`INTERNAL://${address},`)),
        address,
      )
  })

  test('what a service waits for exists and states its health', () => {
    for (const [, { depends_on = {} }] of services)
      for (const [name, { condition }] of Object.entries(depends_on)) {
        strictEqual(condition, 'service_healthy')
        ok(compose.services[name]?.healthcheck, `${name} has no health check`)
      }
  })

  test('data lies in named volumes, each declared and each used', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map(volume => volume.split(':')[0]!))
    deepStrictEqual(used.toSorted(), Object.keys(compose.volumes).toSorted())
  })
})

for (const dockerfile of dockerfiles)
  describe(dockerfile, () => {
    test('it builds from paths that exist', () => {
      const sources = instructions(dockerfile, 'COPY')
        .filter(line => !line.includes('--from='))
        .map(line => line.split(' ')[1]!)
      notStrictEqual(sources.length, 0)
      for (const source of sources) ok(existsSync(join(root, source)), source)
    })

    test('it runs without root and states its health', () => {
      strictEqual(instructions(dockerfile, 'USER').at(-1), 'USER node')
      strictEqual(instructions(dockerfile, 'HEALTHCHECK').length, 1)
    })

    test('it starts a file that exists', () => {
      const command = JSON.parse(instructions(dockerfile, 'CMD').at(-1)!.slice('CMD '.length)) as string[]
      const file = command.find(word => word !== 'node')!
      ok(existsSync(join(root, file)), file)
    })
  })

describe('docker compose', () => {
  const config = (env: Record<string, string>) =>
    spawnSync('docker', ['compose', '--env-file', '/dev/null', 'config', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    })
  const isThere = spawnSync('docker', ['compose', 'version']).status === 0
  const skip = isThere ? false : 'docker has no compose plugin here; the tests above read the file themselves'
  const secrets = Object.fromEntries([...text.matchAll(/\$\{([A-Z_]+):/g)].map(([, name]) => [name, 'a1b2c3d4e5']))

  test('it accepts the file', { skip }, () => {
    const { status, stderr } = config(secrets)
    strictEqual(status, 0, stderr)
  })

  test('it refuses to start without any one of the secrets, and names it', { skip }, () => {
    for (const name of Object.keys(secrets)) {
      const { status, stderr } = config({ ...secrets, [name]: '' })
      notStrictEqual(status, 0)
      match(stderr, new RegExp(name))
      doesNotMatch(stderr, /a1b2c3d4e5/)
    }
  })
})

import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { ensure, kafkaBin, kafkaLibs, startPostgres } from '@tidegate/testkit'
import { readArguments } from './arguments.ts'
import { claimConsole } from './claim-console.ts'
import { clusterPorts, type Running, startClusters, writeClusterConfig } from './clusters.ts'
import { buildConsole } from './console-build.ts'
import { refuseTakenPorts } from './ports.ts'
import { inTree, launch, type Service } from './processes.ts'
import { createProgress } from './progress.ts'
import { applySamplePartner } from './sample-partner.ts'
import { produceSamples } from './sample-records.ts'

const { headless, offset, dev } = readArguments(process.argv.slice(2))
const directory = inTree(offset === 0 ? '.demo' : `.demo-${offset}`)
const stateFile = `${directory}/state.json`
const adminApi = { user: 'admin', password: 'conduktor' }
const consoleUser = { email: 'admin@tidegate.local', password: randomBytes(12).toString('base64url') }
const secretKey = randomBytes(32).toString('base64')
const workers = [
  { name: 'gateway-1', portStart: 6969 + offset, http: 8888 + offset },
  { name: 'gateway-2', portStart: 7969 + offset, http: 8889 + offset },
] as const
const consolePort = 3000 + offset
const postgresPort = 25_432 + offset

const stops: (() => Promise<unknown>)[] = []
let stopping: Promise<void> | undefined

/** Everything at once: each process has ten seconds, then it is killed. */
function stop(): Promise<void> {
  stopping ??= Promise.allSettled(stops.map(each => each())).then(() => rmSync(stateFile, { force: true }))
  return stopping
}

const onSignal = () => {
  console.log('\nStopping…')
  void stop().then(() => process.exit(0))
}
process.once('SIGINT', onSignal)
process.once('SIGTERM', onSignal)

const stopsWith = <T extends { stop(): Promise<unknown> }>(thing: T): T => {
  stops.push(() => thing.stop())
  return thing
}

async function startWorker(
  worker: (typeof workers)[number],
  databaseUrl: string,
  clusterConfig: string,
): Promise<Service> {
  const service = await launch({
    name: worker.name,
    log: `${directory}/${worker.name}.log`,
    ...(dev
      ? { args: ['--watch', inTree('apps/worker/src/main.ts')] }
      : { command: inTree('apps/worker/start'), args: [] }),
    health: `http://127.0.0.1:${worker.http}/health/ready`,
    env: {
      DATABASE_URL: databaseUrl,
      GATEWAY_USER_POOL_SECRET_KEY: secretKey,
      GATEWAY_ADMIN_API_USERS: `[{username: ${adminApi.user}, password: ${adminApi.password}, admin: true}]`,
      GATEWAY_BACKEND_KAFKA_SELECTOR: `file : { path: ${clusterConfig} }`,
      GATEWAY_PORT_START: String(worker.portStart),
      GATEWAY_ADVERTISED_HOST: 'localhost',
      GATEWAY_BIND_HOST: '127.0.0.1',
      GATEWAY_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
      GATEWAY_HTTP_PORT: String(worker.http),
      GATEWAY_HTTP_BIND_HOST: '127.0.0.1',
      TIDEGATE_WORKER_NAME: worker.name,
      TIDEGATE_STATE_DIR: `${directory}/${worker.name}`,
    },
  })
  stops.push(() => service.process.stop())
  return service
}

async function startConsole(databaseUrl: string): Promise<Service> {
  const service = await launch({
    name: 'console',
    log: `${directory}/console.log`,
    args: [
      inTree('node_modules/next/dist/bin/next'),
      dev ? 'dev' : 'start',
      '-p',
      String(consolePort),
      '-H',
      '127.0.0.1',
    ],
    cwd: inTree('apps/console'),
    health: `http://127.0.0.1:${consolePort}/health/live`,
    env: {
      DATABASE_URL: databaseUrl,
      GATEWAY_USER_POOL_SECRET_KEY: secretKey,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
  stops.push(() => service.process.stop())
  return service
}

function describe(
  clusters: readonly Running[],
  gateways: readonly Service[],
  postgres: { url: string; pid: number | undefined },
) {
  return {
    ready: true,
    console: { url: `http://localhost:${consolePort}`, ...consoleUser },
    gateways: gateways.map((service, i) => ({
      name: service.name,
      bootstrap: `localhost:${workers[i]?.portStart}`,
      admin: `http://localhost:${workers[i]?.http}`,
      pid: service.process.pid,
    })),
    adminApi,
    clusters: Object.fromEntries(
      clusters.map(({ definition, kafka }) => [
        definition.name,
        { bootstrap: kafka.bootstrap, pids: kafka.brokers.map(broker => broker.pid) },
      ]),
    ),
    postgres,
  }
}

async function start(): Promise<void> {
  await ensure(['java', 'maven'])
  const brokers = clusterPorts(offset)
  const slots = workers.flatMap(({ portStart }) => brokers.map((_, slot) => portStart + slot))
  await refuseTakenPorts([...brokers, ...slots, ...workers.map(({ http }) => http), consolePort, postgresPort])
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  const { step } = createProgress(headless, 7)
  const [clusters, postgres] = await Promise.all([
    step('Kafka clusters', async () => {
      await kafkaLibs('4.3.1')
      return (await startClusters(directory, offset)).map(cluster => {
        stopsWith(cluster.kafka)
        return cluster
      })
    }),
    step('PostgreSQL', async () =>
      stopsWith(await startPostgres({ dir: `${directory}/postgres`, port: postgresPort })),
    ),
    step('console, built once', () => (dev ? Promise.resolve() : buildConsole())),
  ])
  await kafkaBin(`${directory}/bin`)
  const clusterConfig = `${directory}/cluster-config.yaml`
  writeClusterConfig(clusterConfig, clusters)
  const [, gateways] = await Promise.all([
    step('sample topics', async () => {
      for (const each of await Promise.all(clusters.map(produceSamples))) stops.unshift(() => each.stop())
    }),
    step('gateways', () => Promise.all(workers.map(worker => startWorker(worker, postgres.url, clusterConfig)))),
    step('console', async () => {
      const service = await startConsole(postgres.url)
      await claimConsole({ service, log: `${directory}/console.log`, owner: consoleUser })
    }),
  ])
  await step('a sample partner', () => applySamplePartner(`http://127.0.0.1:${workers[0].http}`, adminApi))
  const state = describe(clusters, gateways, { url: postgres.url, pid: postgres.pid })
  writeFileSync(stateFile, `${JSON.stringify(state, null, 2)}\n`)
  report(state)
}

function report({ console: { url, email, password }, gateways, clusters }: ReturnType<typeof describe>): void {
  const lines = [
    '',
    `Tidegate is ready.  Console  ${url}   sign in with ${email} / ${password}`,
    ...gateways.map(
      ({ name, bootstrap, admin }) =>
        `  ${name}  Kafka ${bootstrap} ff.  HTTP API ${admin}  (${adminApi.user}:${adminApi.password})`,
    ),
    ...Object.entries(clusters).map(([name, { bootstrap }]) => `  ${name.padEnd(9)}  ${bootstrap}`),
    '',
    'The tour is in the README. Ctrl-C stops everything.',
  ]
  console.log(lines.join('\n'))
}

try {
  await start()
} catch (error) {
  if (!stopping) console.error(error instanceof Error ? error.message : error)
  await stop()
  process.exit(1)
}

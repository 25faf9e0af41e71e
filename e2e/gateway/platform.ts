import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  freePort,
  freePorts,
  type KafkaCluster,
  type Postgres,
  type Service,
  startPostgres,
  startService,
} from '@tidegate/testkit'
import { type Admin, type ITopicConfig, Kafka, logLevel } from 'kafkajs'

const worker = (path: string) => fileURLToPath(new URL(`../../apps/worker/${path}`, import.meta.url))
const source: Program = [process.execPath, worker('src/main.ts')]
/** What `npm run build` makes of a worker, as it is run where it is not worked on. */
export const built: Program = [worker('start')]
/** Whoever builds a worker before may say so: it starts in half of the time. */
const usual = process.env.TIDEGATE_WORKER_BUILT === '1' ? built : source

/** Ports a worker may open: one for each broker there will ever be in a test. */
export const SLOTS = 12

/** A command and its arguments. */
type Program = readonly [string, ...string[]]

export type WorkerOptions = {
  readonly name?: string
  readonly portStart?: number
  readonly env?: Readonly<Record<string, string | undefined>>
  /** How long it may take to be ready, where that is long. */
  readonly readyMs?: number
  /** The source, unless it or the environment says otherwise. */
  readonly program?: Program
}

export type Worker = {
  readonly admin: string
  readonly portStart: number
  readonly process: Service
  /** The address of a slot. */
  at(slot: number): string
}

export type Answer = { readonly status: number; readonly body: any; readonly text: string; readonly headers: Headers }

type TopicOptions = { readonly numPartitions?: number; readonly replicationFactor?: number }

type WorkerEnvironment = Readonly<Record<string, string | undefined>> & {
  readonly GATEWAY_PORT_START: string
  readonly GATEWAY_HTTP_PORT: string
}

type Launch = Pick<WorkerOptions, 'program'> & { readonly log: string; readonly env: WorkerEnvironment }

/** A worker process with that environment, once it is ready. */
export async function runWorker(of: Launch): Promise<Worker> {
  const worker = await launch(of)
  await ready(worker)
  return worker
}

async function launch({ log, env, program = usual }: Launch): Promise<Worker> {
  const [command, ...args] = program
  const process = await startService(command, args, { log, env })
  const [admin, portStart] = [`http://127.0.0.1:${env.GATEWAY_HTTP_PORT}`, Number(env.GATEWAY_PORT_START)]
  return { admin, portStart, process, at: slot => `localhost:${portStart + slot}` }
}

const ready = ({ admin, process }: Worker, forMs?: number): Promise<void> =>
  until(
    async () => {
      if (!process.running) throw new Error(`the worker ended:\n${process.tail()}`)
      return (await fetch(`${admin}/health/ready`).catch(() => undefined))?.ok ?? false
    },
    undefined,
    forMs,
  )

/** Real clusters, a real PostgreSQL, real worker processes, and the HTTP API as its users call it. */
export class Platform {
  readonly directory = mkdtempSync(join(tmpdir(), 'tidegate-e2e-'))
  readonly workers: Worker[] = []
  readonly secretKey = randomBytes(32).toString('base64')
  readonly postgres: Postgres
  readonly databaseUrl: string
  readonly clusters: Readonly<Record<string, KafkaCluster>>

  private constructor(postgres: Postgres, databaseUrl: string, clusters: Readonly<Record<string, KafkaCluster>>) {
    this.postgres = postgres
    this.databaseUrl = databaseUrl
    this.clusters = clusters
  }

  /** The first cluster is the main one. */
  static async start(clusters: Readonly<Record<string, Promise<KafkaCluster>>>): Promise<Platform> {
    // Not that of DATABASE_URL, which is nobody's to stop.
    const postgres = await startPostgres({ own: true })
    const started = await Promise.all(
      Object.entries(clusters).map(async ([name, cluster]) => [name, await cluster] as const),
    )
    return new Platform(postgres, await postgres.createDatabase(), Object.fromEntries(started))
  }

  /** On a cluster that asks for no credentials; one partition and one replica, unless more is said. */
  async createTopics(cluster: string, topics: readonly string[], options: TopicOptions = {}): Promise<void> {
    const brokers = this.clusters[cluster]?.bootstrap.split(',') ?? []
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    await createTopics(
      admin,
      topics.map(topic => ({ topic, ...options })),
    )
    await admin.disconnect()
  }

  /** The seed's cluster-config file for these clusters. */
  clusterConfig(properties: Readonly<Record<string, readonly string[]>> = {}): string {
    const entries = Object.entries(this.clusters).flatMap(([name, { bootstrap }]) => [
      `  ${name}:`,
      `    bootstrap.servers: ${bootstrap}`,
      ...(properties[name] ?? ['security.protocol: PLAINTEXT']).map(line => `    ${line}`),
    ])
    return `config:\n${entries.join('\n')}\n`
  }

  /** What every worker of this platform is told; clusters come by the seed's file unless `env` says otherwise. */
  environment({
    portStart,
    http,
    env = {},
  }: {
    portStart: number
    http: number
    env?: Readonly<Record<string, string | undefined>>
  }) {
    const file = join(this.directory, 'cluster-config.yaml')
    writeFileSync(file, this.clusterConfig())
    return {
      DATABASE_URL: this.databaseUrl,
      GATEWAY_USER_POOL_SECRET_KEY: this.secretKey,
      GATEWAY_ADMIN_API_USERS:
        '[{username: admin, password: conduktor, admin: true}, {username: viewer, password: looker, admin: false}]',
      GATEWAY_BACKEND_KAFKA_SELECTOR: `file : { path: ${file}}`,
      GATEWAY_PORT_START: String(portStart),
      GATEWAY_ADVERTISED_HOST: 'localhost',
      GATEWAY_BIND_HOST: '127.0.0.1',
      GATEWAY_HTTP_PORT: String(http),
      GATEWAY_HTTP_BIND_HOST: '127.0.0.1',
      TIDEGATE_STATE_DIR: join(this.directory, `state-${portStart}`),
      ...env,
    }
  }

  async startWorker({
    name = `worker-${this.workers.length + 1}`,
    portStart,
    env,
    readyMs,
    program,
  }: WorkerOptions = {}): Promise<Worker> {
    const start = portStart ?? (await freePorts(SLOTS))
    const http = await freePort()
    const worker = await launch({
      log: join(this.directory, `${name}.log`),
      ...(program && { program }),
      env: this.environment({ portStart: start, http, env: { TIDEGATE_WORKER_NAME: name, ...env } }),
    })
    // Known from now on: some tests look at one that is not ready, or never will be.
    this.workers.push(worker)
    await ready(worker, readyMs)
    return worker
  }

  get worker(): Worker {
    const [first] = this.workers
    if (!first) throw new Error('no worker was started')
    return first
  }

  /** One call of the HTTP API; a string is sent as it is, anything else as JSON. */
  async call(method: string, path: string, body?: unknown, user = 'admin:conduktor'): Promise<Answer> {
    const { admin, process } = this.worker
    if (!process.running) throw new Error(`the worker ended:\n${process.tail()}`)
    const response = await fetch(`${admin}${path}`, {
      method,
      headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    return { status: response.status, body: json ? JSON.parse(text) : undefined, text, headers: response.headers }
  }

  /** As `call`, for what must succeed. */
  async done(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.call(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }

  /** A Partner virtual cluster with its aliases (virtual → physical), accounts and a super user `admin`. */
  async partner(
    name: string,
    cluster: string,
    aliases: Readonly<Record<string, string>>,
    users: readonly string[] = ['user1'],
  ): Promise<Partner> {
    const resource = (kind: string, metadata: object, spec: object) => ({
      kind,
      apiVersion: 'gateway/v2',
      metadata,
      spec,
    })
    const put = (path: string, body: object) => this.done('PUT', `/gateway/v2/${path}`, body)
    await put(
      'virtual-cluster',
      resource('VirtualCluster', { name }, { aclEnabled: true, superUsers: ['admin'], type: 'Partner' }),
    )
    for (const [alias, physicalName] of Object.entries(aliases))
      await put(
        'alias-topic',
        resource('AliasTopic', { name: alias, vCluster: name }, { physicalName, physicalCluster: cluster }),
      )
    const passwords: Record<string, string> = {}
    for (const user of ['admin', ...users]) {
      await put('service-account', resource('GatewayServiceAccount', { name: user, vCluster: name }, { type: 'LOCAL' }))
      passwords[user] = (await this.token(name, user)).token
    }
    const { spec } = await this.done('GET', `/gateway/v2/virtual-cluster/${name}`)
    return { name, bootstrap: spec.bootstrapServers, passwords }
  }

  token(vCluster: string, username: string, lifeTimeSeconds = 3600): Promise<{ token: string; id: string }> {
    return this.done('POST', '/gateway/v2/token', { vCluster, username, lifeTimeSeconds })
  }

  /** Lets a user do something to a resource of a virtual cluster; a name that ends with `*` is a prefix. */
  allow(vCluster: string, user: string, operation: string, resourceType: string, name: string): Promise<unknown> {
    const prefix = name.length > 1 && name.endsWith('*')
    const resourcePattern = {
      resourceType,
      name: prefix ? name.slice(0, -1) : name,
      patternType: prefix ? 'PREFIXED' : 'LITERAL',
    }
    const spec = { resourcePattern, principal: `User:${user}`, host: '*', operation, permissionType: 'ALLOW' }
    return this.done('PUT', '/tidegate/v1/acl', {
      kind: 'Acl',
      apiVersion: 'tidegate/v1',
      metadata: { vCluster },
      spec,
    })
  }

  /** A file of Kafka client properties for a user of a virtual cluster. */
  clientConfig(username: string, password: string): string {
    const path = join(this.directory, `${username}-${randomBytes(4).toString('hex')}.properties`)
    const module = 'org.apache.kafka.common.security.plain.PlainLoginModule'
    const lines = [
      'security.protocol=SASL_PLAINTEXT',
      'sasl.mechanism=PLAIN',
      `sasl.jaas.config=${module} required username="${username}" password="${password}";`,
    ]
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }

  /** A file of Kafka client properties for a cluster that needs none. */
  emptyConfig(): string {
    const path = join(this.directory, `${randomBytes(4).toString('hex')}.properties`)
    writeFileSync(path, '')
    return path
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map(worker => worker.process.stop()))
    await Promise.all([...Object.values(this.clusters).map(cluster => cluster.stop()), this.postgres.stop()])
    rmSync(this.directory, { recursive: true, force: true })
  }
}

export type Partner = {
  readonly name: string
  readonly bootstrap: string
  readonly passwords: Readonly<Record<string, string>>
}

/** A broker has a topic a while after the controller has said so, which kafkajs by itself takes for an error. */
export async function createTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ waitForLeaders: false, topics })
  await until(async () => {
    const there = new Set(await admin.listTopics())
    return topics.every(({ topic }) => there.has(topic))
  })
}

/** Waits for something that has no event; ends with an error of its own, after half a minute if nothing else is said. */
export async function until(condition: () => Promise<boolean>, everyMs = 50, forMs = 30_000): Promise<void> {
  const end = Date.now() + forMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`what was waited for did not happen within ${forMs / 1000} s`)
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
}

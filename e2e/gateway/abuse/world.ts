import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiNamed, type Body } from '@tidegate/protocol'
import { startKafka } from '@tidegate/testkit'
import { type Partner, Platform, until, type Worker } from '../platform.ts'
import { RawClient } from '../raw-client.ts'
import { Liar } from './liar.ts'

const metadata = apiNamed('Metadata')
const createTopics = apiNamed('CreateTopics')

const MEMORY_BYTES = 1024 * 2 ** 20

const low = {
  GATEWAY_AUTHENTICATE_TIMEOUT_MS: '500',
  GATEWAY_IDLE_TIMEOUT_MS: '500',
  GATEWAY_MAX_CONNECTIONS_PER_PRINCIPAL: '3',
  GATEWAY_MAX_FRAME_BYTES: '100000',
}

type Parts = Omit<World, 'client' | 'intact' | 'metric' | 'stop'>

/** One virtual cluster that is attacked, and another beside it in the same worker and on the same broker. */
export class World {
  readonly platform: Platform
  readonly worker: Worker
  readonly abused: Partner
  readonly victim: Partner
  /** As `worker`, with low limits. */
  readonly strict: Worker
  readonly liar: Liar
  /** A virtual cluster on the liar, of one topic `told`. */
  readonly deceived: Partner
  /** Of the broker, to which a client may say the same things without a gateway between. */
  readonly broker: string
  /** The ids of the victim's topic for its clients and at the broker, and of the abused one's at the broker. */
  readonly ids: { readonly victim: string; readonly physical: string; readonly abused: string; readonly own: string }
  readonly #secrets: Set<string | Buffer>
  readonly #neighbour: RawClient

  private constructor(parts: Parts, neighbour: RawClient) {
    this.platform = parts.platform
    this.worker = parts.worker
    this.strict = parts.strict
    this.liar = parts.liar
    this.deceived = parts.deceived
    this.abused = parts.abused
    this.victim = parts.victim
    this.broker = parts.broker
    this.ids = parts.ids
    this.#neighbour = neighbour
    this.#secrets = new Set<string | Buffer>([
      ...Object.values(parts.victim.passwords),
      'precious',
      'unspoken',
      'behind-the-unspoken',
      'behind-the-victim',
      'behind-the-abused',
      parts.platform.clusters.main?.clusterId ?? '?',
      ...[parts.ids.victim, parts.ids.physical, parts.ids.abused].map(id => Buffer.from(id, 'base64url')),
    ])
  }

  static async start(): Promise<World> {
    const platform = await Platform.start({ main: startKafka({ name: 'main' }) })
    const broker = platform.clusters.main?.bootstrap ?? ''
    using direct = new RawClient(broker)
    const topics = ['behind-the-victim', 'behind-the-unspoken', 'behind-the-abused']
    await direct.ask(createTopics, 5, {
      topics: topics.map(name => ({ name, numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] })),
      timeoutMs: 10_000,
    })
    await coordinated(direct)
    const liar = await Liar.start()
    const file = join(platform.directory, 'with-the-liar.yaml')
    writeFileSync(
      file,
      `${platform.clusterConfig()}  liar:\n    bootstrap.servers: 127.0.0.1:${liar.port}\n    security.protocol: PLAINTEXT\n`,
    )
    const clusters = { GATEWAY_BACKEND_KAFKA_SELECTOR: `file : { path: ${file}}` }
    const worker = await platform.startWorker({ env: clusters })
    const strict = await platform.startWorker({ env: { ...clusters, ...low } })
    const victim = await platform.partner('victim', 'main', {
      precious: 'behind-the-victim',
      unspoken: 'behind-the-unspoken',
    })
    const abused = await platform.partner('abused', 'main', { shown: 'behind-the-abused' })
    await platform.allow('abused', 'user1', 'ALL', 'TOPIC', 'shown')
    await platform.allow('abused', 'user1', 'ALL', 'GROUP', 'g*')
    await platform.allow('abused', 'user1', 'ALL', 'TRANSACTIONAL_ID', 't*')
    const deceived = await platform.partner('deceived', 'liar', { told: 'told' })
    const neighbour = new RawClient(victim.bootstrap)
    ok(await neighbour.signIn('admin', victim.passwords.admin ?? ''))
    using own = new RawClient(abused.bootstrap)
    ok(await own.signIn('admin', abused.passwords.admin ?? ''))
    const ids = {
      victim: await idOf(neighbour, 'precious'),
      physical: await idOf(direct, 'behind-the-victim'),
      abused: await idOf(direct, 'behind-the-abused'),
      own: await idOf(own, 'shown'),
    }
    return new World({ platform, worker, strict, liar, deceived, abused, victim, broker, ids }, neighbour)
  }

  /** A connection to the attacked virtual cluster, signed in where a user is named. */
  async client(user?: string, address = this.abused.bootstrap): Promise<RawClient> {
    const client = new RawClient(address)
    if (user) ok(await client.signIn(user, this.abused.passwords[user] ?? ''))
    return client
  }

  /** What holds after every abuse. */
  async intact(...abusers: readonly RawClient[]): Promise<void> {
    for (const { process } of [this.worker, this.strict]) strictEqual(process.running, true, 'a worker ended')
    await served(this.#neighbour)
    using newcomer = new RawClient(this.victim.bootstrap)
    ok(await newcomer.signIn('admin', this.victim.passwords.admin ?? ''))
    await served(newcomer)
    this.#nothingTold(abusers)
    const resident = await this.metric('process_resident_memory_bytes')
    ok(resident < MEMORY_BYTES, `${resident} bytes are resident`)
  }

  async metric(name: string): Promise<number> {
    const { text } = await this.platform.call('GET', '/metrics')
    return Number(
      text
        .split('\n')
        .find(line => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  }

  /** What any of the attackers has said itself may come back to them. */
  #nothingTold(abusers: readonly RawClient[]): void {
    for (const sent of abusers.map(each => Buffer.concat(each.sent)))
      for (const secret of this.#secrets) if (sent.includes(secret)) this.#secrets.delete(secret)
    for (const received of abusers.map(each => Buffer.concat(each.received)))
      for (const secret of this.#secrets) strictEqual(received.includes(secret), false, `${secret} came back`)
  }

  async stop(): Promise<void> {
    this.#neighbour[Symbol.dispose]()
    await this.platform.stop()
    await this.liar.stop()
  }
}

/** Kafka makes the topics of its coordinators when they are first asked for, and loads each partition of them. */
async function coordinated(direct: RawClient): Promise<void> {
  const names = Array.from({ length: 20 }, (_, i) => `warm-${i}`)
  const code = async (name: string, version: number, body: Body) =>
    (await direct.ask(apiNamed(name), version, body))?.errorCode
  for (const name of names) {
    for (const keyType of [0, 1])
      await until(async () => (await code('FindCoordinator', 3, { keyType, key: name })) === 0)
    await until(async () => (await code('Heartbeat', 3, { groupId: name, memberId: 'm' })) === 25)
    await until(
      async () => (await code('InitProducerId', 3, { transactionalId: name, transactionTimeoutMs: 1_000 })) === 0,
    )
  }
}

async function idOf(client: RawClient, name: string): Promise<string> {
  const answer = await client.ask(metadata, 12, { topics: [{ name }] })
  return answer?.topics[0].topicId
}

async function served(client: RawClient): Promise<void> {
  const answer = await client.ask(metadata, 12, { topics: null })
  const names: string[] | undefined = answer?.topics.map(({ name }: Body) => name)
  deepStrictEqual(names?.sort(), ['precious', 'unspoken'])
}

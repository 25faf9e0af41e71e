import { existsSync, rmSync } from 'node:fs'
import { createTopics } from '@tidegate/e2e/platform'
import { freePorts, type KafkaCluster, startKafka, temporaryDirectory } from '@tidegate/testkit'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import { physicalName, topics } from './topics.ts'

/** Where there is some, everything that is written goes there: what is measured is no disk. */
const SHARED_MEMORY = '/dev/shm'
/** Id of the broker that all is written to and read from. */
const FIRST = 1

export type Relay = {
  /** Of the broker, which tells clients of this listener to come to `front`. */
  readonly back: number
  readonly front: number
}

/** What clients go through to a broker. */
export type Front = {
  readonly name: string
  /** By passing bytes on, so that it needs a listener of the broker. */
  readonly relays: boolean
  /** Prefix that it puts before topics by itself. */
  readonly prefix?: string
}

export type LabOptions = {
  readonly fronts?: readonly Front[]
  /** A broker holds a file and two maps of memory open for each partition, and may hold only so many. */
  readonly brokers?: number
  readonly heap?: string
  readonly properties?: Readonly<Record<string, string>>
}

/**
 * One broker with a listener for every relay, because what it advertises must lead clients back through that relay. All
 * that is written and read is on the first broker, where there are more.
 */
export class Lab {
  readonly directory: string
  readonly kafka: KafkaCluster
  readonly admin: Admin
  /** Of topics that all fronts show: one that puts a prefix before topics shows no others. */
  readonly prefix: string
  readonly #relays: ReadonlyMap<string, Relay>

  private constructor(
    parts: Pick<Lab, 'directory' | 'kafka' | 'admin' | 'prefix'>,
    relays: ReadonlyMap<string, Relay>,
  ) {
    this.directory = parts.directory
    this.kafka = parts.kafka
    this.admin = parts.admin
    this.prefix = parts.prefix
    this.#relays = relays
  }

  static async start({ fronts = [], brokers = 1, heap = '1g', properties }: LabOptions = {}): Promise<Lab> {
    if (existsSync(SHARED_MEMORY)) process.env.TMPDIR ??= SHARED_MEMORY
    const directory = temporaryDirectory()
    const relays = await relaysFor(fronts)
    const [direct, controller] = [await freePorts(brokers), await freePorts(1)]
    const kafka = await startKafka({
      name: 'bench',
      brokerIds: Array.from({ length: brokers }, (_, i) => FIRST + i),
      jvm: ['-XX:TieredStopAtLevel=4', `-Xms${heap}`, `-Xmx${heap}`],
      ports: Array.from({ length: brokers }, (_, i) => direct + i),
      properties: {
        ...(relays.size > 0 && listeners(direct, controller, relays)),
        'log.retention.check.interval.ms': '3000',
        'log.index.size.max.bytes': '1048576',
        ...properties,
      },
    })
    const admin = new Kafka({ brokers: kafka.bootstrap.split(','), logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    const prefix = fronts.find(front => front.prefix)?.prefix ?? ''
    const lab = new Lab({ directory, kafka, admin, prefix }, relays)
    for (const each of new Set(['', prefix])) await lab.#fill(each)
    return lab
  }

  relay(name: string): Relay {
    return this.#relays.get(name)!
  }

  async stop(): Promise<void> {
    await this.admin.disconnect()
    await this.kafka.stop()
    rmSync(this.directory, { recursive: true, force: true })
  }

  async #fill(prefix: string): Promise<void> {
    await createTopics(
      this.admin,
      Object.entries(topics).map(([name, { partitions, properties }]) => ({
        topic: prefix + physicalName(name),
        replicaAssignment: Array.from({ length: partitions }, (_, partition) => ({ partition, replicas: [FIRST] })),
        configEntries: Object.entries(properties).map(([key, value]) => ({ name: key, value })),
      })),
    )
  }
}

async function relaysFor(fronts: readonly Front[]): Promise<ReadonlyMap<string, Relay>> {
  const relays = new Map<string, Relay>()
  for (const { name } of fronts.filter(front => front.relays)) {
    const back = await freePorts(2)
    relays.set(name, { back, front: back + 1 })
  }
  return relays
}

function listeners(direct: number, controller: number, relays: ReadonlyMap<string, Relay>) {
  const named = [...relays].map(([name, relay]) => ({ listener: name.toUpperCase().replaceAll('-', '_'), ...relay }))
  const url = (listener: string, port: number) => `${listener}://127.0.0.1:${port}`
  const list = (port: (relay: Relay) => number) =>
    [url('PLAINTEXT', direct), ...named.map(each => url(each.listener, port(each)))].join(',')
  return {
    listeners: `${list(({ back }) => back)},${url('CONTROLLER', controller)}`,
    'advertised.listeners': list(({ front }) => front),
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'listener.security.protocol.map': ['CONTROLLER', 'PLAINTEXT', ...named.map(each => each.listener)]
      .map(listener => `${listener}:PLAINTEXT`)
      .join(','),
  }
}

import { kcat, startKafka } from '@tidegate/testkit'
import { type Partner, Platform, until, type Worker } from './platform.ts'
import { families, missing, type Traffic } from './traffic.ts'

export type EnduranceOptions = {
  readonly seconds: number
  /** Told what happens, in a sentence. */
  readonly say: (event: string) => void
}

type Outcome = {
  readonly acknowledged: number
  /** Acknowledged, and not in the cluster. */
  readonly lost: readonly number[]
  /** In the cluster, and not consumed though there was time. */
  readonly unread: readonly number[]
  readonly failures: readonly string[]
}

export type Endurance = {
  readonly families: Readonly<Record<string, Outcome>>
  /** Changes of the configuration that were made. */
  readonly changes: number
  /** What was refused though it should not be, from the gateways' own metrics. */
  readonly refused: readonly string[]
  /** Resident bytes of the gateway that was never killed, once a second. */
  readonly resident: readonly number[]
}

const CHANGES_PER_SECOND = 10
const RECORDS_PER_SECOND = 40
const TROUBLE_EVERY_MS = 8_000
const CATCH_UP_MS = 60_000

const names = Object.keys(families) as (keyof typeof families)[]

/**
 * Clients of three families produce and consume through two gateways, while the configuration changes ten times a second
 * and, in turn, the database goes away, a gateway is killed and a broker is killed.
 */
export async function endure({ seconds, say }: EnduranceOptions): Promise<Endurance> {
  const replicated = {
    'default.replication.factor': '3',
    'offsets.topic.replication.factor': '3',
    'min.insync.replicas': '2',
  }
  const cluster = await startKafka({ name: 'main', brokerIds: [1, 2, 3], properties: replicated })
  const platform = await Platform.start({ main: Promise.resolve(cluster) })
  const traffic: Traffic[] = []
  try {
    const topics = names.map(name => `behind-${name}`)
    await platform.createTopics('main', topics, { numPartitions: 3, replicationFactor: 3 })
    const west = await platform.startWorker({ name: 'west' })
    const east = await platform.startWorker({ name: 'east' })
    const partner = await platform.partner(
      'lasting',
      'main',
      Object.fromEntries(names.map(name => [name, `behind-${name}`])),
    )
    for (const [operation, type] of [
      ['ALL', 'TOPIC'],
      ['ALL', 'GROUP'],
      ['IDEMPOTENT_WRITE', 'CLUSTER'],
    ] as const)
      await platform.allow('lasting', 'user1', operation, type, type === 'CLUSTER' ? 'kafka-cluster' : '*')
    const access = (worker: Worker) => accessAt(platform, partner, worker)
    for (const [i, name] of names.entries()) {
      const [producer, consumer] = i % 2 === 0 ? [east, west] : [west, east]
      traffic.push(
        await families[name]({
          producer: access(producer),
          consumer: access(consumer),
          topic: name,
          group: `group-${name}`,
          rate: RECORDS_PER_SECOND,
        }),
      )
    }
    say(`clients of ${names.join(', ')} produce and consume through two gateways`)
    const changing = change(platform)
    const watching = watch(west)
    await trouble(platform, east, seconds * 1_000, say)
    const changes = await changing.stop()
    say(`${changes} changes of the configuration were made; the producers end`)
    await Promise.all(traffic.map(each => each.stopProducing()))
    const outcomes = await Promise.all(
      traffic.map(async (each, i): Promise<[string, Outcome]> => {
        const left = await missing(each, CATCH_UP_MS)
        const stored = left.length > 0 ? await storedIn(cluster.bootstrap, `behind-${names[i]}`) : new Set<number>()
        return [
          names[i] ?? '',
          {
            acknowledged: each.acknowledged().length,
            lost: left.filter(number => !stored.has(number)),
            unread: left.filter(number => stored.has(number)),
            failures: each.failures(),
          },
        ]
      }),
    )
    return {
      families: Object.fromEntries(outcomes),
      changes,
      refused: await refusals(platform),
      resident: watching.stop(),
    }
  } finally {
    await Promise.all(traffic.map(each => each.stop()))
    await platform.stop()
  }
}

async function storedIn(bootstrap: string, topic: string): Promise<ReadonlySet<number>> {
  const { stdout } = await kcat(['-b', bootstrap, '-C', '-t', topic, '-o', 'beginning', '-e', '-q'])
  return new Set(stdout.split('\n').map(Number))
}

const accessAt = (platform: Platform, { passwords }: Partner, worker: Worker) => {
  const credentials = { username: 'user1', password: passwords.user1 ?? '' }
  return {
    bootstrap: [0, 1, 2].map(slot => worker.at(slot)).join(','),
    credentials,
    config: platform.clientConfig(credentials.username, credentials.password),
  }
}

/** Aliases, rights and accounts that come and go beside those that the clients use. */
function change(platform: Platform) {
  let made = 0
  const asked = new Set<Promise<unknown>>()
  const alias = (i: number) => ({ name: `passing-${i % 5}`, vCluster: 'lasting' })
  const steps: readonly ((i: number) => Promise<unknown>)[] = [
    i =>
      platform.done('PUT', '/gateway/v2/alias-topic', {
        kind: 'AliasTopic',
        apiVersion: 'gateway/v2',
        metadata: alias(i),
        spec: { physicalName: `behind-${names[i % names.length]}-not-yet`, physicalCluster: 'main' },
      }),
    i => platform.allow('lasting', `passing-${i % 7}`, 'READ', 'TOPIC', 'passing*'),
    i =>
      platform.done('PUT', '/gateway/v2/service-account', {
        kind: 'GatewayServiceAccount',
        apiVersion: 'gateway/v2',
        metadata: { name: `passing-${i % 7}`, vCluster: 'lasting' },
        spec: { type: 'LOCAL' },
      }),
    () => platform.token('lasting', 'admin', 60),
    i => platform.call('DELETE', '/gateway/v2/alias-topic', alias(i)),
  ]
  let i = 0
  const timer = setInterval(() => {
    // With the database away a change is refused: others are asked for.
    const step = steps[i % steps.length]?.(Math.floor(i / steps.length))
      .then(
        () => made++,
        () => undefined,
      )
      .finally(() => asked.delete(step as Promise<unknown>))
    asked.add(step as Promise<unknown>)
    i += 1
  }, 1_000 / CHANGES_PER_SECOND)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(asked)
      return made
    },
  }
}

async function trouble(platform: Platform, east: Worker, forMs: number, say: (event: string) => void): Promise<void> {
  const cluster = platform.clusters.main
  let gateway = east
  let broker = 2
  const kinds: readonly (() => Promise<void>)[] = [
    async () => {
      const awayMs = forMs / 10
      say(`the database is taken away for ${awayMs / 1_000} seconds`)
      await platform.postgres.pause()
      await pause(awayMs)
      await platform.postgres.start()
    },
    async () => {
      say('a gateway is killed and started again')
      await gateway.process.stop('SIGKILL')
      platform.workers.splice(platform.workers.indexOf(gateway), 1)
      gateway = await platform.startWorker({ name: 'east', portStart: gateway.portStart })
    },
    async () => {
      say(`broker ${broker} is killed and started again`)
      const killed = cluster?.brokers.find(({ id }) => id === broker)
      await killed?.stop('SIGKILL')
      await pause(2_000)
      await killed?.start()
      broker = broker === 2 ? 3 : 2
    },
  ]
  const end = performance.now() + forMs
  for (let i = 0; performance.now() < end; i++) {
    const next = pause(Math.min(TROUBLE_EVERY_MS, end - performance.now()))
    if (end - performance.now() > TROUBLE_EVERY_MS / 2) await kinds[i % kinds.length]?.()
    await next
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, Math.max(0, ms)))

function watch({ admin }: Worker) {
  const resident: number[] = []
  const timer = setInterval(async () => {
    const text = await metricsOf(admin).catch(() => '')
    const bytes = Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1] ?? 0)
    if (bytes > 0) resident.push(bytes)
  }, 1_000)
  return {
    stop() {
      clearInterval(timer)
      return resident
    },
  }
}

const metricsOf = async (admin: string) => {
  const authorization = `Basic ${Buffer.from('admin:conduktor').toString('base64')}`
  return (await fetch(`${admin}/metrics`, { headers: { authorization } })).text()
}

/** No right was taken from the clients and all their tokens are valid: nothing may be refused. */
async function refusals(platform: Platform): Promise<string[]> {
  await until(async () => (await fetch(`${platform.worker.admin}/health/ready`)).ok)
  const texts = await Promise.all(platform.workers.map(({ admin }) => metricsOf(admin)))
  return texts
    .flatMap(text => text.split('\n'))
    .filter(line => /^tidegate_(response_errors|handshake_failures|limits_reached)_total{/.test(line))
    .filter(line => /AUTHORIZATION|cause="(credentials|mechanism|protocol|limit)"|limits_reached/.test(line))
}

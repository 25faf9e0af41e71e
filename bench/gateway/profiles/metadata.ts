import { until } from '@tidegate/e2e/platform'
import { apiNamed, Reader, readResponse } from '@tidegate/protocol'
import { Connection, requestOf } from '../connection.ts'
import { countTopics } from '../crowd.ts'
import type { Lab } from '../lab.ts'
import { measured } from '../measure.ts'
import type { Effort, Profile } from '../profile.ts'
import { quantile } from '../stats.ts'
import type { Running, Way } from '../target.ts'
import { physicalName } from '../topics.ts'

const api = apiNamed('Metadata')
const TOPICS = 10_000
const AT_ONCE = 1000
const REQUESTS: Readonly<Record<Effort, number>> = { 'warm-up': 30, whole: 100 }

const names = Array.from({ length: TOPICS }, (_, i) => `many-${String(i).padStart(5, '0')}`)

/** One client that asks for all topics, of which there are many. */
export function metadata(): Profile {
  const prefixes = new Set<string>()
  const ways = new Map<Running, Way>()
  return {
    name: 'metadata',
    title: `Metadata of ${TOPICS} topics`,
    async measure({ lab, target, running, effort }) {
      const { prefix = '' } = target
      if (!prefixes.has(prefix)) await createTopics(lab, prefix)
      prefixes.add(prefix)
      const way = ways.get(running) ?? (await running.showTopics?.(names)) ?? running.way
      ways.set(running, way)
      using connection = await Connection.open(way)
      const version = connection.versionOf(api)
      const request = requestOf(api, version, { topics: null })
      const { body } = readResponse(api, version, new Reader(await connection.exchange(request)))
      if (body.topics.length < TOPICS) throw new Error(`${target.title} shows ${body.topics.length} topics only`)
      const latencies: number[] = []
      const { cpuSeconds } = await measured(running, async () => {
        for (let i = 0; i < REQUESTS[effort]; i++) {
          const started = performance.now()
          await connection.exchange(request)
          latencies.push(performance.now() - started)
        }
      })
      const sorted = latencies.toSorted((a, b) => a - b)
      return [
        ...(cpuSeconds === undefined
          ? []
          : [{ metric: 'CPU per request', unit: 'ms', value: (cpuSeconds * 1000) / latencies.length } as const]),
        { metric: 'p50', unit: 'ms', value: quantile(sorted, 0.5) },
        { metric: 'p99', unit: 'ms', value: quantile(sorted, 0.99) },
      ]
    },
  }
}

/** A broker has a topic a while after the controller has said so. */
async function createTopics({ admin, kafka: { bootstrap } }: Lab, prefix: string): Promise<void> {
  const broker = { bootstrap, topic: physicalName }
  for (let at = 0; at < TOPICS; at += AT_ONCE) {
    const before = await countTopics(broker)
    const added = names.slice(at, at + AT_ONCE).map(name => ({ topic: prefix + physicalName(name), numPartitions: 1 }))
    await admin.createTopics({ topics: added, timeout: 60_000, waitForLeaders: false })
    await until(async () => (await countTopics(broker)) === before + added.length)
  }
}

import { apiNamed, Reader, readResponse } from '@tidegate/protocol'
import { Connection, requestOf } from '../../lab/connection.ts'
import { createTopics } from '../../lab/many-topics.ts'
import { measured } from '../../lab/measure.ts'
import { physicalName } from '../../lab/topics.ts'
import type { Way } from '../../lab/way.ts'
import { quantile } from '../../report/stats.ts'
import type { Effort, Profile } from '../profile.ts'
import type { Running } from '../target.ts'

const api = apiNamed('Metadata')
const TOPICS = 10_000
const REQUESTS: Readonly<Record<Effort, number>> = { once: 1, 'warm-up': 100, whole: 50 }

const names = Array.from({ length: TOPICS }, (_, i) => `many-${String(i).padStart(5, '0')}`)

/** One client that asks for all topics, of which there are many. */
export function metadata(): Profile {
  let created: Promise<void> | undefined
  const ways = new Map<Running, Way>()
  return {
    name: 'metadata',
    title: `Metadata of ${TOPICS} topics`,
    async measure({ lab, target, running, effort }) {
      // The same ones for all: what a target does not hide, it has to send.
      const physical = (name: string) => lab.prefix + physicalName(name)
      created ??= createTopics(lab, names.map(physical))
      await created
      const way = ways.get(running) ?? (await running.showTopics?.(names, physical)) ?? running.way
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

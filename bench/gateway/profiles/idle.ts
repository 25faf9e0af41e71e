import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from '../../lab/connection.ts'
import { readyConnection, repeat } from '../../lab/crowd.ts'
import { fitting } from '../../lab/descriptors.ts'
import { measured } from '../../lab/measure.ts'
import { settledMiB } from '../../lab/rest.ts'
import type { Profile } from '../profile.ts'

const AT_ONCE = 50
const IDLE_MS = 5_000

/** So many connections that do nothing, or as many as a proxy can have that needs two descriptors for each. */
export function idle(wanted: number): Profile {
  const { count, why } = fitting(wanted)
  return {
    name: `idle-${wanted}`,
    title: `${count} idle connections`,
    ...(why !== undefined && { instead: { name: `idle-${count}`, why } }),
    fresh: true,
    async measure({ running }) {
      if (running.pid === undefined) return []
      const pid = running.pid
      const before = await settledMiB(pid)
      const connections: Connection[] = []
      try {
        await repeat(count, AT_ONCE, async () => {
          connections.push(await readyConnection(running.way))
        })
        const after = await settledMiB(pid)
        const { cpuSeconds = Number.NaN, seconds } = await measured(running, () => delay(IDLE_MS))
        return [
          { metric: 'RSS without connections', unit: 'MiB', value: before },
          { metric: 'RSS', unit: 'MiB', value: after },
          { metric: 'CPU at rest', unit: '% of a core', value: (100 * cpuSeconds) / seconds },
        ]
      } finally {
        for (const connection of connections) connection[Symbol.dispose]()
      }
    },
  }
}

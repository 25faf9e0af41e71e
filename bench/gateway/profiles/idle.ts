import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from '../../lab/connection.ts'
import { readyConnection, repeat } from '../../lab/crowd.ts'
import { fitting } from '../../lab/descriptors.ts'
import { measured } from '../../lab/measure.ts'
import { settledMiB } from '../../lab/rest.ts'
import type { Figure } from '../../report/rows.ts'
import type { Profile } from '../profile.ts'

const AT_ONCE = 50
const IDLE_MS = 5_000

/** More and more connections that do nothing, the last of them as many as a proxy can have that needs two descriptors for each. */
export function idle(few: number, wanted: number): Profile {
  const { count: many, why } = fitting(wanted)
  return {
    name: 'idle',
    title: `${few} and ${many} idle connections`,
    fresh: true,
    ...(why !== undefined && { note: why }),
    async measure({ running }) {
      if (running.pid === undefined) return []
      const pid = running.pid
      const figures: Figure[] = [
        { profile: `idle-${few}`, metric: 'RSS without connections', unit: 'MiB', value: await settledMiB(pid) },
      ]
      const connections: Connection[] = []
      try {
        for (const count of [few, many]) {
          await repeat(count - connections.length, AT_ONCE, async () => {
            connections.push(await readyConnection(running.way))
          })
          const profile = `idle-${count}`
          figures.push({ profile, metric: 'RSS', unit: 'MiB', value: await settledMiB(pid) })
          const { cpuSeconds = Number.NaN, seconds } = await measured(running, () => delay(IDLE_MS))
          figures.push({ profile, metric: 'CPU at rest', unit: '% of a core', value: (100 * cpuSeconds) / seconds })
        }
        return figures
      } finally {
        for (const connection of connections) connection[Symbol.dispose]()
      }
    },
  }
}

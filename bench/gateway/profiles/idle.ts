import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from '../connection.ts'
import { readyConnection, repeat } from '../crowd.ts'
import { measured } from '../measure.ts'
import { figuresOf } from '../process-figures.ts'
import type { Profile } from '../profile.ts'

const AT_ONCE = 50
const IDLE_MS = 10_000
const SETTLED = 0.01
const SETTLING_SECONDS = 15
/** What a proxy or broker has open beside connections. */
const OTHER_FILES = 1000

/** So many connections that do nothing, or as many as a proxy can have that needs two descriptors for each. */
export function idle(wanted: number): Profile {
  const allowed = Number(/Max open files\s+\S+\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1])
  const count = Math.min(wanted, Math.floor((allowed - OTHER_FILES) / 2))
  const why = `${wanted} connections need more than the ${allowed} descriptors that a process may have here: ${count} were measured`
  return {
    name: `idle-${wanted}`,
    title: `${count} idle connections`,
    ...(count < wanted && { instead: { name: `idle-${count}`, why } }),
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

/** Resident memory once it no longer changes from one second to the next. */
async function settledMiB(pid: number): Promise<number> {
  const figures = figuresOf(pid)
  let last = figures.residentMiB()
  for (let second = 0; second < SETTLING_SECONDS; second++) {
    await delay(1000)
    const now = figures.residentMiB()
    if (Math.abs(now - last) <= last * SETTLED) return now
    last = now
  }
  return last
}

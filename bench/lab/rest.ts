import { setTimeout as delay } from 'node:timers/promises'
import { figuresOf } from './process-figures.ts'

const WINDOW_MS = 100
const BUSY_SECONDS = 0.01
const AT_MOST = 30

const [SETTLED, SETTLING_SECONDS] = [0.01, 15]

/**
 * Resolves when a process computes next to nothing, because what it does after it has answered belongs to the request
 * too; after three seconds anyway, because one with much to look after is never at rest.
 */
export async function atRest(pid: number): Promise<void> {
  const figures = figuresOf(pid)
  let last = figures.cpuSeconds()
  for (let window = 0; window < AT_MOST; window++) {
    await delay(WINDOW_MS)
    const now = figures.cpuSeconds()
    if (now - last < BUSY_SECONDS) return
    last = now
  }
}

/** Resident memory once it no longer changes from one second to the next. */
export async function settledMiB(pid: number): Promise<number> {
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

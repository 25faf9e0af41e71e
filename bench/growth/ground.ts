import { setTimeout as delay } from 'node:timers/promises'
import { insertMany, type Stored } from '@tidegate/e2e/many'
import { Platform, until } from '@tidegate/e2e/platform'
import { openConsoleStore } from '@tidegate/store/sign-in'
import { freePort } from '@tidegate/testkit'
import { Connection } from '../lab/connection.ts'
import { readyConnection, repeat } from '../lab/crowd.ts'
import { partner, READY_MS, startGateway } from '../lab/gateway.ts'
import { liveHeapMiB } from '../lab/heap.ts'
import type { Lab } from '../lab/lab.ts'
import { measured } from '../lab/measure.ts'
import { figuresOf } from '../lab/process-figures.ts'
import { idOf } from '../lab/request.ts'
import { atRest, settledMiB } from '../lab/rest.ts'
import { physicalName } from '../lab/topics.ts'
import type { Way } from '../lab/way.ts'
import { type Scale, topicsOf } from './axes.ts'
import { measureChanges } from './changes.ts'
import type { Found } from './metrics.ts'
import { measureRequests } from './requests.ts'
import { aliasName, resourcesOf, SUBJECT } from './resources.ts'

const AT_ONCE = 50
/** A few of the periods in which a worker reports. */
const REST_MS = 6_000
const SHOWN = ['requests', 'read'] as const

/** A database that grows from point to point, and a worker that is started anew at each. */
export class Ground {
  readonly #lab: Lab
  readonly #platform: Platform
  readonly #way: Way
  readonly #there = new Set<string>()
  #points = 0

  private constructor(lab: Lab, platform: Platform, way: Way) {
    this.#lab = lab
    this.#platform = platform
    this.#way = way
  }

  static async start(lab: Lab): Promise<Ground> {
    const platform = await Platform.start({})
    await startGateway(platform, lab)
    const aliases = Object.fromEntries(SHOWN.map(topic => [topic, physicalName(topic)]))
    return new Ground(lab, platform, await partner(platform, SUBJECT, aliases))
  }

  async measure(scale: Scale, rounds: number): Promise<readonly Found[]> {
    await this.#grow(scale)
    const { pid, inspectPort, ...start } = await this.#startAnew(scale)
    const idle: Connection[] = []
    try {
      await repeat(scale.connections, AT_ONCE, async () => {
        idle.push(await readyConnection(this.#way))
      })
      await atRest(pid)
      const rest = await this.#rest(pid)
      const requests = await measureRequests(pid, this.#way, rounds)
      const prefix = `point-${++this.#points}`
      const changes = await measureChanges({ platform: this.#platform, pid, way: this.#way, prefix })
      const heap = await liveHeapMiB(pid, inspectPort)
      const memory: readonly Found[] = [
        { metric: 'heap', value: heap },
        { metric: 'resident', value: await settledMiB(pid) },
      ]
      return [...start.found, rest, ...requests, ...changes, ...memory]
    } finally {
      for (const connection of idle) connection[Symbol.dispose]()
    }
  }

  stop(): Promise<void> {
    return this.#platform.stop()
  }

  async #grow(scale: Scale): Promise<void> {
    const added = resourcesOf(scale).filter(each => !this.#there.has(keyOf(each)))
    await insertMany(this.#platform.databaseUrl, added)
    for (const each of added) this.#there.add(keyOf(each))
  }

  /** As after an update of the gateway: same ports, same directory. */
  async #startAnew(scale: Scale) {
    const [before] = this.#platform.workers.splice(0)
    await before!.process.stop()
    const inspectPort = await freePort()
    const started = performance.now()
    const worker = await startGateway(this.#platform, this.#lab, {
      portStart: before!.portStart,
      env: { NODE_OPTIONS: `--inspect-port=${inspectPort}` },
    })
    await this.#shows([...SHOWN, ...(scale.over === 1 ? [aliasName(topicsOf(scale) - 1)] : [])])
    const seconds = (performance.now() - started) / 1000
    const { pid } = worker.process
    await atRest(pid)
    const found: readonly Found[] = [
      { metric: 'startTime', value: seconds },
      { metric: 'startCpu', value: figuresOf(pid).cpuSeconds() },
      { metric: 'snapshot', value: await this.#readSnapshot() },
    ]
    return { pid, inspectPort, found }
  }

  /** What it does by itself, such as its reports. */
  async #rest(pid: number): Promise<Found> {
    const { cpuSeconds = Number.NaN, seconds } = await measured({ pid }, () => delay(REST_MS))
    return { metric: 'rest', value: (100 * cpuSeconds) / seconds }
  }

  #shows(topics: readonly string[]): Promise<void> {
    return until(
      async () => {
        using connection = await Connection.open(this.#way)
        const ids = []
        for (const topic of topics) ids.push(await idOf(connection, topic))
        return ids.every(id => id !== undefined)
      },
      undefined,
      READY_MS,
    )
  }

  /** What a worker asks the database for, asked by this process. In milliseconds. */
  async #readSnapshot(): Promise<number> {
    const { databaseUrl, secretKey } = this.#platform
    const { store } = await openConsoleStore({ databaseUrl, secretKey: Buffer.from(secretKey, 'base64') })
    try {
      await store.generation()
      const started = performance.now()
      await store.snapshot()
      return performance.now() - started
    } finally {
      await store.close()
    }
  }
}

const keyOf = ({ kind, vCluster, name }: Stored): string => JSON.stringify([kind, vCluster, name])

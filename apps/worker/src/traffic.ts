import type { TrafficOf } from '@tidegate/api'
import { coalesce } from '@tidegate/reconciler'
import { type Flow, sumOf, sumOfAll, type Tallied } from './loop/tally.ts'

const EVERY_MS = 5_000

/** A quarter of an hour. */
const MOST_SAMPLES = 180

/** Virtual clusters that a sample names, and that an answer names: those with the most bytes. The rest are added up. */
const MOST_KEPT = 50
const MOST_TOLD = 8

type Sample = Tallied & {
  readonly at: number
  readonly seconds: number
  /** Of the virtual clusters that are not named. */
  readonly rest: Flow
}

export type TrafficOptions = {
  /** What has happened since it was last asked. */
  readonly take: () => Promise<Tallied>
  readonly now: () => number
}

const none: Flow = { requests: 0, requestBytes: 0, responseBytes: 0 }
const bytesOf = ({ requestBytes, responseBytes }: Flow) => requestBytes + responseBytes

/** What clients did in the last quarter of an hour, in memory alone and in the same amount of it for ever. */
export class Traffic {
  readonly #options: TrafficOptions
  readonly #samples: Sample[] = []
  readonly #sample = coalesce(() => this.#take())
  #last: number
  #timer: NodeJS.Timeout | undefined

  constructor(options: TrafficOptions) {
    this.#options = options
    this.#last = options.now()
  }

  start(failed: (error: unknown) => void): void {
    this.#timer = setInterval(() => void this.sample().catch(failed), EVERY_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  sample(): Promise<void> {
    return this.#sample()
  }

  async #take(): Promise<void> {
    const { flows, errors, refusals } = await this.#options.take()
    const at = this.#options.now()
    const [most, rest] = split(flows, MOST_KEPT)
    this.#samples.push({ at, seconds: (at - this.#last) / 1000, flows: most, rest, errors, refusals })
    this.#last = at
    if (this.#samples.length > MOST_SAMPLES) this.#samples.shift()
  }

  read(): TrafficOf {
    const { flows, errors, refusals } = sumOfAll(this.#samples)
    const told = [...split(flows, MOST_TOLD)[0].keys()]
    return {
      everySeconds: EVERY_MS / 1000,
      samples: this.#samples.map(({ at, seconds }) => ({ at: new Date(at).toISOString(), seconds })),
      virtualClusters: told.map(virtualCluster => ({
        virtualCluster,
        ...columnsOf(this.#samples.map(sample => sample.flows.get(virtualCluster) ?? none)),
      })),
      others: columnsOf(this.#samples.map(sample => othersOf(sample, told))),
      errors: countsOf(errors).map(([error, count]) => ({ error, count })),
      refusals: countsOf(refusals).map(([refusal, count]) => ({ refusal, count })),
    }
  }
}

/** Those with the most bytes, and the sum of all others. */
function split(flows: ReadonlyMap<string, Flow>, most: number): [ReadonlyMap<string, Flow>, Flow] {
  const sorted = [...flows].sort(([, a], [, b]) => bytesOf(b) - bytesOf(a))
  return [new Map(sorted.slice(0, most)), sorted.slice(most).reduce((sum, [, flow]) => sumOf(sum, flow), none)]
}

const othersOf = ({ flows, rest }: Sample, told: readonly string[]): Flow =>
  [...flows].reduce((sum, [name, flow]) => (told.includes(name) ? sum : sumOf(sum, flow)), rest)

const columnsOf = (flows: readonly Flow[]) => ({
  requests: flows.map(({ requests }) => requests),
  requestBytes: flows.map(({ requestBytes }) => requestBytes),
  responseBytes: flows.map(({ responseBytes }) => responseBytes),
})

const countsOf = (counts: ReadonlyMap<string, number>) => [...counts].sort(([, a], [, b]) => b - a)

import type { Meter } from '@tidegate/proxy'
import type { Registry } from 'prom-client'
import { addFlow, type Flow } from './tally.ts'

/** Upper bounds in seconds, as they are shown. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const BOUNDS_MS = SECONDS.map(seconds => seconds * 1000)

const DURATION = {
  name: 'tidegate_request_duration_seconds',
  help: 'From the last byte of a request to its response, long polls included.',
  type: 'histogram',
  aggregator: 'sum',
}

type Labels = Readonly<Record<'virtual_cluster' | 'physical_cluster' | 'api', string>>

/** What was done by one API for one virtual cluster on one physical cluster. Counting is a few additions: it is done for each request. */
class Call implements Meter {
  readonly labels: Labels
  /** By the bound they are within; those beyond the last come last. */
  readonly counts = new Float64Array(BOUNDS_MS.length + 1)
  requests = 0
  ms = 0
  requestBytes = 0
  responseBytes = 0
  /** How it was when it was last taken. */
  taken: Flow = { requests: 0, requestBytes: 0, responseBytes: 0 }
  readonly #failed: (code: number) => void

  constructor(labels: Labels, failed: (code: number) => void) {
    this.labels = labels
    this.#failed = failed
  }

  served(ms: number, requestBytes: number, responseBytes: number, errors: readonly number[]): void {
    let bound = 0
    while (bound < BOUNDS_MS.length && ms > (BOUNDS_MS[bound] as number)) bound += 1
    this.counts[bound] = (this.counts[bound] as number) + 1
    this.requests += 1
    this.ms += ms
    this.requestBytes += requestBytes
    this.responseBytes += responseBytes
    for (const code of errors) this.#failed(code)
  }
}

/** The requests that were served, as metrics and as flows of virtual clusters. Their number is bounded by the configuration. */
export class Calls {
  readonly #calls = new Map<string, Call>()

  get all(): Iterable<Call> {
    return this.#calls.values()
  }

  /** The one with these labels, which are names without spaces. */
  of(labels: Labels, failed: (code: number) => void): Meter {
    const key = `${labels.virtual_cluster} ${labels.physical_cluster} ${labels.api}`
    const known = this.#calls.get(key)
    if (known) return known
    const made = new Call(labels, failed)
    this.#calls.set(key, made)
    return made
  }

  /** By virtual cluster, since it was last taken. */
  takeFlows(): Map<string, Flow> {
    const flows = new Map<string, Flow>()
    for (const call of this.#calls.values()) {
      const { requests, requestBytes, responseBytes, taken, labels } = call
      if (requests === taken.requests) continue
      addFlow(flows, labels.virtual_cluster, {
        requests: requests - taken.requests,
        requestBytes: requestBytes - taken.requestBytes,
        responseBytes: responseBytes - taken.responseBytes,
      })
      call.taken = { requests, requestBytes, responseBytes }
    }
    return flows
  }

  /** Adds the histogram of durations, whose numbers are counted here and not by the library, which looks labels up each time. */
  register(registry: Registry): void {
    const get = async () => ({ ...DURATION, values: [...this.#calls.values()].flatMap(valuesOf) })
    registry.registerMetric({ ...DURATION, get, reset() {} } as unknown as Parameters<Registry['registerMetric']>[0])
  }
}

/** The form in which prom-client has the numbers of a histogram. */
function valuesOf({ labels, counts, ms, requests }: Call) {
  let within = 0
  const buckets = [...SECONDS, '+Inf'].map((le, i) => {
    within += counts[i] as number
    return { labels: { le, ...labels }, value: within, metricName: `${DURATION.name}_bucket` }
  })
  return [
    ...buckets,
    { labels, value: ms / 1000, metricName: `${DURATION.name}_sum` },
    { labels, value: requests, metricName: `${DURATION.name}_count` },
  ]
}

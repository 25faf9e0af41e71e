import type { TrafficOf } from '@tidegate/api'

export type Flow = TrafficOf['others']

/** What happened in a second, on the average of the time that ends at `at`. */
export type Rate = {
  readonly at: number
  readonly requests: number
  readonly requestBytes: number
  readonly responseBytes: number
}

const fields = ['requests', 'requestBytes', 'responseBytes'] as const

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export const isIdle = ({ virtualClusters, others }: TrafficOf): boolean =>
  [...virtualClusters, others].every(({ requests }) => sum(requests) === 0)

export function addUp(flows: readonly Flow[], length: number): Flow {
  const column = (field: (typeof fields)[number]) =>
    Array.from({ length }, (_, i) => sum(flows.map(flow => flow[field][i] ?? 0)))
  return { requests: column('requests'), requestBytes: column('requestBytes'), responseBytes: column('responseBytes') }
}

/** Samples of the same stretch of time are one rate; without one, each is its own. */
export function ratesOf(samples: TrafficOf['samples'], flow: Flow, stretchMs = 1): Rate[] {
  const indexes = samples.map((_, index) => index)
  const stretchOf = (index: number) => Math.ceil(Date.parse(samples[index]?.at ?? '') / stretchMs) * stretchMs
  return [...Map.groupBy(indexes, stretchOf)].map(([at, each]) => ({ at, ...averageOf(samples, flow, each) }))
}

function averageOf(samples: TrafficOf['samples'], flow: Flow, indexes: readonly number[]) {
  const seconds = sum(indexes.map(index => samples[index]?.seconds ?? 0))
  const average = (field: (typeof fields)[number]) =>
    seconds === 0 ? 0 : sum(indexes.map(index => flow[field][index] ?? 0)) / seconds
  return {
    requests: average('requests'),
    requestBytes: average('requestBytes'),
    responseBytes: average('responseBytes'),
  }
}

/** Over all samples. */
export const averagesOf = (samples: TrafficOf['samples'], flow: Flow) =>
  averageOf(
    samples,
    flow,
    samples.map((_, index) => index),
  )

import { GatewayError } from '@tidegate/errors'
import type { Worker } from '@tidegate/store'
import type { Clusters } from './clusters.ts'
import type { Context } from './context.ts'
import { askGateway, type GatewayRequest } from './gateway-call.ts'
import { isStale } from './gateway-router.ts'
import type { Rest } from './trpc.ts'

type Question = {
  readonly cluster: string
  /** How the same is asked of a gateway, and with what. */
  readonly rest: Rest
  readonly input: object
}

/** Only gateways stand in the networks of the Kafka clusters: one of them answers by itself, a console asks one that can. */
export function atGateway<T>(
  context: Context,
  question: Question,
  own: (clusters: Clusters) => Promise<T>,
): Promise<T> {
  return context.clusters ? own(context.clusters) : (askAny(context, question) as Promise<T>)
}

/** The first that answers. Nothing that is asked here changes anything, so that it may be asked twice. */
async function askAny(context: Context, { cluster, rest, input }: Question): Promise<unknown> {
  const request = requestOf(rest, input)
  const failures: unknown[] = []
  for (const worker of await reaching(context, cluster)) {
    try {
      return await askGateway(context, worker, request)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      failures.push(error)
    }
  }
  throw failures[0]
}

const isUnavailable = (error: unknown) => error instanceof GatewayError && error.code === 'UPSTREAM_UNAVAILABLE'

/** The gateways that do not say why they are cut off from that cluster, as one that has just begun; throws where there is none. */
async function reaching({ store, now }: Context, cluster: string): Promise<Worker[]> {
  const [known, workers] = await Promise.all([store.get({ kind: 'PhysicalCluster', name: cluster }), store.workers()])
  if (!known) throw new GatewayError('NOT_FOUND', `PhysicalCluster ${cluster} does not exist: check its name`)
  const time = now()
  const live = workers.filter(worker => !isStale(worker, time))
  const reportOf = ({ clusters }: Worker) => clusters.find(({ name }) => name === cluster)
  const able = live.filter(worker => reportOf(worker)?.reachable || reportOf(worker)?.error === undefined)
  if (able.length > 0) return able
  const [first] = live
  if (!first) throw new GatewayError('UPSTREAM_UNAVAILABLE', 'No gateway runs: start one')
  const why = `${first.name}: ${reportOf(first)?.error}`
  throw new GatewayError('UPSTREAM_UNAVAILABLE', `No gateway reaches cluster ${cluster}. ${why}`)
}

export function requestOf({ method, path, query = {}, body }: Rest, input: object): GatewayRequest {
  const left = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const take = (field: string) => {
    const value = left.get(field)
    left.delete(field)
    return value
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(take(field))))
  const parameters = Object.entries(query).flatMap(([name, { to = name }]): [string, string][] =>
    left.has(to) ? [[name, String(take(to))]] : [],
  )
  const search = parameters.length > 0 ? `?${new URLSearchParams(parameters)}` : ''
  return {
    method,
    path: `${filled}${search}`,
    ...(body && { body: body.to ? left.get(body.to) : Object.fromEntries(left) }),
  }
}

import type { MessagePort, Worker } from 'node:worker_threads'
import { GatewayError } from '@tidegate/errors'
import type { Counts, Limits } from '@tidegate/proxy'
import type { ClientReport, ClusterReport, RefusalReport, ResourceError, Slot } from '@tidegate/store'
import type { AclStore } from '@tidegate/vcluster'
import { type BirpcReturn, createBirpc } from 'birpc'
import type { MetricObjectWithValues, MetricValue } from 'prom-client'
import type { Update } from '../picture.ts'
import type { Tallied } from './tally.ts'
import type { Used } from './uses.ts'

/** What a thread is started with. */
export type LoopData = {
  readonly loop: number
  readonly loops: number
  readonly worker: string
  readonly logLevel: string
  readonly bindHost: string
  readonly advertisedHost: string
  readonly portStart: number
  /** Physical clusters in the order in which their brokers are given addresses for the first time. */
  readonly clusterOrder: readonly string[]
  readonly limits: Limits
  /** The connections of all event loops. */
  readonly counts: Counts
  readonly secretKey: Uint8Array
}

export type LoopReport = {
  readonly clusters: readonly ClusterReport[]
  readonly errors: readonly ResourceError[]
  readonly clients: readonly ClientReport[]
  readonly refusals: readonly RefusalReport[]
  /** Since the last report. */
  readonly used: Used
}

/** What an event loop does for its worker. */
export type LoopCalls = {
  /** Resolves once names and rights are in force under live connections; what binds follows by itself. */
  apply(update: Update): Promise<void>
  /** Tries again what could not be started. */
  retry(): Promise<void>
  report(): LoopReport
  /** What keeps clients of this loop from being served, in sentences; empty when nothing does. */
  unready(): readonly string[]
  metrics(): Promise<MetricObjectWithValues<MetricValue<string>>[]>
  /** What clients did since this was last asked. */
  takeTally(): Tallied
  /** What is in flight may be answered for that long; then the thread ends, which is the answer. */
  stop(drainMs: number): void
}

/** What a worker does for its event loops. */
export type WorkerCalls = {
  allotSlots(physicalCluster: string, brokerIds: readonly number[]): Promise<readonly Slot[]>
  /** Rejects with CONFLICT where another process listens on that port. */
  claim(port: number): Promise<void>
  createAcls: AclStore['create']
  removeAcls: AclStore['remove']
}

/** What is not waited for. */
const EVENTS = ['stop'] as const

type Port = Pick<MessagePort, 'postMessage' | 'on' | 'off'> | Pick<Worker, 'postMessage' | 'on' | 'off'>

/** Structured cloning keeps of an error only its message; a GatewayError needs its code too. */
type Message = { e?: unknown }
type Plain = { gatewayError: { code: GatewayError['code']; message: string } }

const toPlain = (message: Message): Message => {
  if (!(message.e instanceof GatewayError)) return message
  const { code, message: text } = message.e
  return { ...message, e: { gatewayError: { code, message: text } } satisfies Plain }
}

const fromPlain = (message: Message): Message => {
  const { gatewayError } = (message.e ?? {}) as Partial<Plain>
  return gatewayError ? { ...message, e: new GatewayError(gatewayError.code, gatewayError.message) } : message
}

const channel = (port: Port, timeoutMs: number) => ({
  post: (message: unknown) => port.postMessage(message),
  on: (listener: (message: unknown) => void) => void port.on('message', listener),
  off: (listener: (message: unknown) => void) => void port.off('message', listener),
  serialize: toPlain,
  deserialize: fromPlain,
  timeout: timeoutMs,
})

export type LoopRemote = BirpcReturn<LoopCalls, WorkerCalls>

/** The worker's end. */
export const toLoop = (port: Port, calls: WorkerCalls, timeoutMs: number): LoopRemote =>
  createBirpc<LoopCalls, WorkerCalls>(calls, { ...channel(port, timeoutMs), eventNames: [...EVENTS] })

/** The event loop's end: its calls wait as long as it takes, for they end with the worker. */
export const toWorker = (port: Port, calls: LoopCalls): BirpcReturn<WorkerCalls, LoopCalls> =>
  createBirpc<WorkerCalls, LoopCalls>(calls, channel(port, -1))

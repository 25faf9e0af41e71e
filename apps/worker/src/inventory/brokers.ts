import { GatewayError } from '@tidegate/errors'
import { apiNamed, type Body } from '@tidegate/protocol'
import { type Address, UpstreamConnection, type UpstreamSettings } from '@tidegate/proxy'
import type { Properties } from '@tidegate/resources'
import { negotiate, type Visit } from '../doctor/visit.ts'
import { upstreamSettings } from '../loop/upstream-settings.ts'

type Peer = Pick<Visit, 'connection' | 'newest'>

type Request = {
  readonly body: Body
  /** Any broker answers what names none. */
  readonly at?: number
  /** The newest version that is understood here, where newer ones mean something else. */
  readonly most?: number
}

/** Of one step, and of the whole of what one question needs. */
const STEP_MS = 3_000
const WHOLE_MS = 7_000

/** Lends connections to the brokers of a physical cluster for one piece of work, and leaves none behind. */
export async function withBrokers<T>(properties: Properties, work: (brokers: Brokers) => Promise<T>): Promise<T> {
  const brokers = new Brokers({ ...upstreamSettings(properties), timeoutMs: STEP_MS })
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(unavailable(`there was no answer within ${WHOLE_MS / 1000} s`)), WHOLE_MS)
  try {
    return await Promise.race([brokers.open().then(() => work(brokers)), late.promise])
  } finally {
    clearTimeout(timer)
    brokers.close()
  }
}

const unavailable = (reason: string, cause?: unknown) =>
  new GatewayError('UPSTREAM_UNAVAILABLE', `The Kafka cluster could not be looked at: ${reason}`, cause)

export class Brokers {
  readonly #settings: UpstreamSettings
  readonly #peers = new Map<number, Promise<Peer>>()
  readonly #open = new Set<UpstreamConnection>()
  #over = false
  #first: Peer | undefined
  #metadata: Body = {}

  constructor(settings: UpstreamSettings) {
    this.#settings = settings
  }

  /** The cluster's id and its brokers. */
  get metadata(): Body {
    return this.#metadata
  }

  get ids(): readonly number[] {
    return this.#metadata.brokers.map(({ nodeId }: Body) => nodeId)
  }

  /** The connection that was made first. */
  get first(): Peer {
    if (!this.#first) throw unavailable('no bootstrap server answers')
    return this.#first
  }

  /** By the first bootstrap server that answers. */
  async open(): Promise<void> {
    const failures: unknown[] = []
    for (const address of this.#settings.bootstrap) {
      try {
        this.#first = await this.#connect(address)
        this.#metadata = await this.ask('Metadata', { body: { topics: [], allowAutoTopicCreation: false } })
        return
      } catch (error) {
        failures.push(error)
      }
    }
    throw failures[0]
  }

  /** Rejects with UPSTREAM_UNAVAILABLE, in words that name no host. */
  async ask(api: string, { body, at, most = Number.POSITIVE_INFINITY }: Request): Promise<Body> {
    const { connection, newest } = await this.#peer(at)
    const version = newest(api)
    if (version === undefined) throw unavailable(`its brokers are too old for ${api}`)
    return connection.ask(apiNamed(api), Math.min(version, most), body).catch(cause => {
      throw unavailable(`${at === undefined ? 'a broker' : `broker ${at}`} did not answer (${api})`, cause)
    })
  }

  close(): void {
    this.#over = true
    for (const connection of this.#open) connection.close()
  }

  async #peer(id: number | undefined): Promise<Peer> {
    if (id === undefined) return this.first
    const known = this.#peers.get(id)
    if (known) return known
    const address = this.#metadata.brokers.find(({ nodeId }: Body) => nodeId === id)
    if (!address) throw unavailable(`broker ${id} is gone`)
    const peer = this.#connect(address).catch(cause => {
      throw unavailable(`broker ${id} cannot be reached`, cause)
    })
    this.#peers.set(id, peer)
    return peer
  }

  async #connect(address: Address): Promise<Peer> {
    const connection = await UpstreamConnection.connect(address, this.#settings)
    this.#open.add(connection)
    // What was opened too late is nobody's.
    if (this.#over) connection.close()
    const { newest } = await negotiate(connection).catch(cause => {
      throw unavailable('a broker accepts connections and does not answer', cause)
    })
    return { connection, newest }
  }
}

/** Answers of those who gave one, and in sentences why the others did not. */
export async function settle<T>(asked: Iterable<Promise<T>>): Promise<{ answers: T[]; missing: string[] }> {
  const settled = await Promise.allSettled(asked)
  const answers = settled.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
  const missing = settled.flatMap(each => (each.status === 'rejected' ? [sentenceOf(each.reason)] : []))
  return { answers, missing: [...new Set(missing)] }
}

/** Words of other origin than our own stay away. */
function sentenceOf(error: unknown): string {
  if (error instanceof GatewayError) return `${error.message}.`
  throw error
}

import type { Body, Frame } from '@tidegate/protocol'
import type { VersionRange } from './cluster.ts'
import type { Call, Client, Exchange, Identity } from './exchange.ts'
import type { Limit } from './limits.ts'
import type { UpstreamConnection } from './upstream.ts'

export type Credentials = { readonly username: string; readonly password: string }

export type Caller<I extends Identity> = { readonly identity: I; readonly client: Client }

/** What stands behind a listener. The session terminates the protocol; everything that depends on who asks is here. */
export type Gate<I extends Identity> = {
  /** What clients may send, by API key. Asked before authentication, so it depends on the address alone. */
  offered(): ReadonlyMap<number, VersionRange>
  /** Features and their epoch, for the ApiVersions answer. */
  features(): Pick<Body, 'supportedFeatures' | 'finalizedFeatures' | 'finalizedFeaturesEpoch'>
  /** Rejects with a GatewayError whose message is for the log: the client is told nothing that tells users apart. */
  authenticate(credentials: Credentials, client: Client): Promise<I>
  /**
   * Until when the identity may be here, in milliseconds since the epoch: infinite where nothing ends it, and past as soon
   * as what it rests on was revoked or removed.
   */
  validUntil(identity: I): number
  /** Resolves to the response, or to undefined where there is none; `call` reaches the broker behind this address. */
  serve(exchange: Exchange, caller: Caller<I>, call: Call): Promise<Body | undefined>
  /** Asked for once by each connection. */
  passer(caller: Caller<I>): Passer
  dial(): Promise<UpstreamConnection>
}

/**
 * The shorter way: where nothing but ids in a request of that API and version change, and nothing is refused, it goes on as
 * the bytes it came in. Undefined where it has to be served.
 */
export type Passer = (apiKey: number, version: number, request: Frame) => Passage | undefined

/** A request that has passed: its frame is as the broker gets it but for its correlation id. */
export type Passage = {
  /** What the client gets for the broker's answer, size and header included but for the correlation id. */
  answer(response: Frame): Answered
  /** For an answer of so many bytes, size included, that is not to be held whole; undefined where it has to be. */
  rewriting(bytes: number): Rewriting | undefined
}

/** Makes of a broker's answer what the client gets, while it arrives. */
export type Rewriting = {
  /**
   * Begins with the first byte that has not left. Returns how many of these may leave now; those behind them are given
   * again, with what follows them. Throws where it is no answer to the request.
   */
  rewrite(bytes: Buffer): number
  /** The codes met so far that are not 0. */
  readonly errors: readonly number[]
}

export type Answered = {
  readonly slices: readonly Buffer[]
  /** The codes in the response that are not 0. */
  readonly errors: readonly number[]
}

/** Why a connection ended before it was authenticated. */
export type Refusal = 'credentials' | 'mechanism' | 'protocol' | 'timeout' | 'limit' | 'closed' | 'stopping'

/** Counts the requests of one API that one identity makes. */
export type Meter = {
  /** Times in milliseconds; `errors` are the codes in the response that are not 0. */
  served(ms: number, requestBytes: number, responseBytes: number, errors: readonly number[]): void
}

/** What the record of connections says of one; times in milliseconds since the epoch. */
export type Connected<I extends Identity> = {
  readonly identity: I
  readonly client: Client
  readonly since: number
  readonly seen: number
}

/** What a session tells of itself, for logs, metrics and the record of connections. */
export type Observer<I extends Identity> = {
  opened(client: Client): void
  authenticated(identity: I, client: Client): void
  /** `reason` is for people; it names no secret. */
  refused(refusal: Refusal, reason: string, client: Client): void
  /** A limit stood against a connection. */
  limited(limit: Limit, client: Client): void
  /** Asked for once by each connection and API. */
  meter(identity: I, api: string): Meter
  /** `connected` is how it was at last, where it was authenticated. */
  closed(connected: Connected<I> | undefined, client: Client): void
}

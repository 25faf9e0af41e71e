import type { Body } from '@tidegate/protocol'
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
  dial(): Promise<UpstreamConnection>
}

/** Why a connection ended before it was authenticated. */
export type Refusal = 'credentials' | 'mechanism' | 'protocol' | 'timeout' | 'limit' | 'closed' | 'stopping'

export type Served = {
  readonly api: string
  readonly seconds: number
  readonly requestBytes: number
  readonly responseBytes: number
  /** The codes in the response that are not 0. */
  readonly errors: readonly number[]
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
  served(served: Served, identity: I): void
  /** `connected` is how it was at last, where it was authenticated. */
  closed(connected: Connected<I> | undefined, client: Client): void
}

import { GatewayError } from '@tidegate/errors'
import { type Api, type Body, errorCodes } from '@tidegate/protocol'
import { answerApiVersions, apiVersions, saslAuthenticate, saslHandshake } from './api-versions.ts'
import type { Client, Identity } from './exchange.ts'
import type { Gate, Refusal } from './gate.ts'
import { FAILED_AUTHENTICATION_DELAY_MS } from './limits.ts'
import { parsePlainToken } from './sasl-plain.ts'

type AuthenticationOptions<I extends Identity> = {
  readonly gate: Gate<I>
  readonly client: Client
  readonly now: () => number
}

/** What comes of one message: an answer, who the client is from now on, or why the connection ends once the answer is sent. */
export type Step<I> = { readonly answer?: Body; readonly identity?: I; readonly over?: Over }

/** Why a connection ends, and in words. */
export type Over = { readonly refusal: Refusal; readonly reason: string }

const misplaced = (reason: string): Over => ({ refusal: 'protocol', reason })

const mechanisms: readonly string[] = ['PLAIN']

/** The same words whatever was wrong, so that nobody learns which users exist. */
const REFUSED = 'Authentication failed during authentication due to invalid credentials with SASL mechanism PLAIN'

const outOfOrder: Step<never> = {
  answer: { errorCode: errorCodes.ILLEGAL_SASL_STATE, mechanisms: [] },
  over: misplaced('it sent its SASL messages out of order'),
}

/** Too early to authenticate again, or not allowed at all: the connection goes on as it is. */
const unasked: Step<never> = { answer: { errorCode: errorCodes.ILLEGAL_SASL_STATE, mechanisms: [] } }

/** Kafka takes a handshake that follows sooner for an ordinary one, which is out of order. */
const REAUTHENTICATE_AFTER_MS = 1_000

/**
 * The SASL side of a connection (KIP-43, KIP-152): ApiVersions at most once, then SaslHandshake, then the token. After
 * handshake v0 the token is a frame without a header, and a refusal is a closed connection. A client that was told how
 * long its session lives (KIP-368) may authenticate again, as the same principal.
 */
export class Authentication<I extends Identity> {
  readonly #gate: Gate<I>
  readonly #client: Client
  readonly #now: () => number
  #state: 'greeting' | 'asked' | 'token' | 'raw-token' | 'done' = 'greeting'
  #session: { readonly identity: I; readonly since: number; readonly lifetimeTold: boolean } | undefined

  constructor({ gate, client, now }: AuthenticationOptions<I>) {
    this.#gate = gate
    this.#client = client
    this.#now = now
  }

  /** True between a handshake and its token: nothing else may come. */
  get pending(): boolean {
    return this.#state === 'token'
  }

  /** True where the next frame is a bare token. */
  get raw(): boolean {
    return this.#state === 'raw-token'
  }

  async accept(api: Api, version: number, body: Body): Promise<Step<I>> {
    if (api === apiVersions) return this.#versions(version, body)
    const waitsForToken = this.#state === 'token'
    if (this.#session && !waitsForToken && !(api === saslHandshake && this.#mayRenew(version))) return unasked
    if (api === saslHandshake && !waitsForToken) return this.#mechanism(version, body)
    if (api === saslAuthenticate && waitsForToken) return this.token(body.authBytes, version)
    return outOfOrder
  }

  #mayRenew(version: number): boolean {
    const { lifetimeTold = false, since = 0 } = this.#session ?? {}
    return lifetimeTold && version > 0 && this.#now() - since >= REAUTHENTICATE_AFTER_MS
  }

  /** Resolves to a refusal in the same words whatever was wrong; the cause is for the log. */
  async token(token: Buffer, version = 0): Promise<Step<I>> {
    try {
      const credentials = parsePlainToken(token)
      this.#client.username = credentials.username
      const identity = await this.#gate.authenticate(credentials, this.#client)
      if (this.#session && this.#session.identity.principal !== identity.principal)
        return this.#refused('it changed its principal')
      return { answer: { errorCode: 0, sessionLifetimeMs: this.#open(identity, version) }, identity }
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      return this.#refused(error.message)
    }
  }

  async #refused(reason: string): Promise<Step<I>> {
    await new Promise(resolve => setTimeout(resolve, FAILED_AUTHENTICATION_DELAY_MS))
    const answer = { errorCode: errorCodes.SASL_AUTHENTICATION_FAILED, errorMessage: REFUSED }
    return { answer, over: { refusal: 'credentials', reason } }
  }

  /** Answers the lifetime to tell; 0 where there is none, or where the version cannot carry it. */
  #open(identity: I, version: number): bigint {
    const since = this.#now()
    const lifetimeMs = version > 0 && identity.expiresAt !== undefined ? Math.max(0, identity.expiresAt - since) : 0
    this.#session = { identity, since, lifetimeTold: lifetimeMs > 0 }
    this.#state = 'done'
    return BigInt(lifetimeMs)
  }

  #versions(version: number, body: Body): Step<I> {
    if (this.#state !== 'greeting')
      return { over: misplaced('it asked for the API versions twice before it authenticated') }
    const answer = answerApiVersions({ body, version, gate: this.#gate }, this.#client)
    if (answer.errorCode === 0) this.#state = 'asked'
    return { answer }
  }

  #mechanism(version: number, body: Body): Step<I> {
    if (!mechanisms.includes(body.mechanism))
      return {
        answer: { errorCode: errorCodes.UNSUPPORTED_SASL_MECHANISM, mechanisms },
        over: { refusal: 'mechanism', reason: 'it asked for a SASL mechanism that is not offered' },
      }
    this.#state = version === 0 ? 'raw-token' : 'token'
    return { answer: { errorCode: 0, mechanisms } }
  }
}

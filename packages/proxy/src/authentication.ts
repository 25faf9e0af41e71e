import { GatewayError } from '@tidegate/errors'
import { type Api, type Body, errorCodes } from '@tidegate/protocol'
import { answerApiVersions, apiVersions, saslAuthenticate, saslHandshake } from './api-versions.ts'
import type { Client, Identity } from './exchange.ts'
import type { Gate } from './gate.ts'
import { parsePlainToken } from './sasl-plain.ts'

/** What comes of one message: an answer, who the client is from now on, or why the connection ends once the answer is sent. */
export type Step<I> = { readonly answer?: Body; readonly identity?: I; readonly over?: string }

const mechanisms: readonly string[] = ['PLAIN']

/** The same words whatever was wrong, so that nobody learns which users exist. */
const REFUSED = 'Authentication failed during authentication due to invalid credentials with SASL mechanism PLAIN'

const outOfOrder: Step<never> = {
  answer: { errorCode: errorCodes.ILLEGAL_SASL_STATE, mechanisms: [] },
  over: 'it sent its SASL messages out of order',
}

/**
 * A connection until it is authenticated (KIP-43, KIP-152): ApiVersions at most once, then SaslHandshake, then the token.
 * After handshake v0 the token is a frame without a header, and a refusal is a closed connection.
 */
export class Authentication<I extends Identity> {
  readonly #gate: Gate<I>
  readonly #client: Client
  readonly #delayMs: number
  #state: 'greeting' | 'asked' | 'token' | 'raw-token' = 'greeting'

  constructor(gate: Gate<I>, client: Client, failureDelayMs: number) {
    this.#gate = gate
    this.#client = client
    this.#delayMs = failureDelayMs
  }

  /** True where the next frame is a bare token. */
  get raw(): boolean {
    return this.#state === 'raw-token'
  }

  async accept(api: Api, version: number, body: Body): Promise<Step<I>> {
    if (api === apiVersions) return this.#versions(version, body)
    const waitsForToken = this.#state === 'token'
    if (api === saslHandshake && !waitsForToken) return this.#mechanism(version, body)
    if (api === saslAuthenticate && waitsForToken) return this.token(body.authBytes)
    return outOfOrder
  }

  /** Resolves to a refusal in the same words whatever was wrong; the cause is for the log. */
  async token(token: Buffer): Promise<Step<I>> {
    try {
      return { answer: { errorCode: 0 }, identity: await this.#gate.authenticate(parsePlainToken(token), this.#client) }
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      await new Promise(resolve => setTimeout(resolve, this.#delayMs))
      return {
        answer: { errorCode: errorCodes.SASL_AUTHENTICATION_FAILED, errorMessage: REFUSED },
        over: error.message,
      }
    }
  }

  #versions(version: number, body: Body): Step<I> {
    if (this.#state !== 'greeting') return { over: 'it asked for the API versions twice before it authenticated' }
    const answer = answerApiVersions(body, version, this.#gate)
    if (answer.errorCode === 0) this.#state = 'asked'
    if (answer.errorCode === 0 && version >= 3)
      this.#client.software = { name: body.clientSoftwareName, version: body.clientSoftwareVersion }
    return { answer }
  }

  #mechanism(version: number, body: Body): Step<I> {
    if (!mechanisms.includes(body.mechanism))
      return {
        answer: { errorCode: errorCodes.UNSUPPORTED_SASL_MECHANISM, mechanisms },
        over: 'it asked for a SASL mechanism that is not offered',
      }
    this.#state = version === 0 ? 'raw-token' : 'token'
    return { answer: { errorCode: 0, mechanisms } }
  }
}

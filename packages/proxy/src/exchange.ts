import type { Api, Body, Frame } from '@tidegate/protocol'

/** One request as a client sent it. Its response is what the promise of the service resolves to. */
export type Exchange = {
  readonly api: Api
  readonly version: number
  readonly clientId: string | null
  readonly body: Body
}

/**
 * Sends one request on the session's own upstream connection; resolves to undefined where the protocol has no response
 * (Produce with acks=0). `readAs` makes the body of the response, whose memory is not its own.
 */
export type Call = (
  api: Api,
  version: number,
  body: Body,
  readAs?: (response: Frame) => Body,
) => Promise<Body | undefined>

/** `principal` tells users apart that have the same name in different places. `expiresAt` is in milliseconds since the epoch. */
export type Identity = { readonly user: string; readonly principal: string; readonly expiresAt?: number }

export type Client = {
  readonly host: string
  readonly port: number
  software?: { readonly name: string; readonly version: string }
  /** As it gave itself out, before it is known whether that is true. */
  username?: string
}

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>

import { GatewayError } from '@tidegate/errors'
import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export type TokenClaims = {
  readonly id: string
  readonly username: string
  readonly vCluster: string
  /** Milliseconds since 1970, as all times inside the gateway. */
  readonly expiresAt: number
}

const MAX_BYTES = 16 * 1024

const claims = z.object({
  jti: z.string().min(1),
  username: z.string().min(1),
  vcluster: z.string().min(1),
  iat: z.int(),
  exp: z.int(),
})

export const signToken = (
  { id, username, vCluster, issuedAt, expiresAt }: TokenClaims & { readonly issuedAt: number },
  key: Uint8Array,
): Promise<string> =>
  new SignJWT({ username, vcluster: vCluster })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setJti(id)
    .setIssuedAt(issuedAt / 1000)
    .setExpirationTime(expiresAt / 1000)
    .sign(key)

/** Rejects with UNAUTHENTICATED. The message says why, for the log, and holds nothing of the token. */
export async function verifyToken(token: string, key: Uint8Array, now = new Date()): Promise<TokenClaims> {
  if (Buffer.byteLength(token) > MAX_BYTES) throw refused('it is longer than 16 KiB')
  const { payload } = await jwtVerify(token, key, {
    algorithms: ['HS256'],
    requiredClaims: ['username', 'vcluster', 'exp', 'iat', 'jti'],
    currentDate: now,
  }).catch(error => Promise.reject(refused(reasonOf(error), error)))
  const { success, data } = claims.safeParse(payload)
  if (!success) throw refused('it is malformed: a claim has a wrong type')
  return { id: data.jti, username: data.username, vCluster: data.vcluster, expiresAt: data.exp * 1000 }
}

/** The virtual cluster that a token says it is of: nothing is verified. */
export function claimOf(token: string): string | undefined {
  try {
    const { vcluster } = decodeJwt(token)
    return typeof vcluster === 'string' ? vcluster : undefined
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return undefined
    throw error
  }
}

const refused = (reason: string, cause?: unknown) =>
  new GatewayError('UNAUTHENTICATED', `The token is refused: ${reason}`, cause)

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it is expired'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'it has a bad signature'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'it is not signed with HS256'
  if (error instanceof errors.JWTClaimValidationFailed) return 'it is malformed: it lacks a claim or has a wrong one'
  return 'it is malformed'
}

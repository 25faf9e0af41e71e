import { GatewayError } from '@tidegate/errors'
import type { Credentials } from './gate.ts'

/** A signed token as password takes a kilobyte or two; the rest is room for long names. */
const MAX_BYTES = 64 * 1024
/** RFC 4616 asks for at least this much. */
const MAX_NAME_BYTES = 255

const refused = (message: string) => new GatewayError('UNAUTHENTICATED', message)

/**
 * Reads `[authzid] NUL authcid NUL password` (RFC 4616), refusing it in the words of Kafka’s PlainSaslServer. Nobody may act
 * for somebody else: an authzid that is given equals the authcid.
 */
export function parsePlainToken(token: Buffer): Credentials {
  if (token.length > MAX_BYTES) throw refused(`Invalid SASL/PLAIN response: longer than ${MAX_BYTES} bytes`)
  const tokens = decode(token).split('\0', 4)
  const [authorizationId, username, password] = tokens
  if (tokens.length !== 3) throw refused(`Invalid SASL/PLAIN response: expected 3 tokens, got ${tokens.length}`)
  if (!username) throw refused('Authentication failed: username not specified')
  if (!password) throw refused('Authentication failed: password not specified')
  if (Buffer.byteLength(username) > MAX_NAME_BYTES)
    throw refused(`Authentication failed: username longer than ${MAX_NAME_BYTES} bytes`)
  if (authorizationId && authorizationId !== username)
    throw refused('Authentication failed: Client requested an authorization id that is different from username')
  return { username, password }
}

function decode(token: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(token)
  } catch (cause) {
    throw new GatewayError('UNAUTHENTICATED', 'Invalid SASL/PLAIN response: not valid UTF-8', cause)
  }
}

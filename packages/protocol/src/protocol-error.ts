import { GatewayError } from '@tidegate/errors'

/** Bytes that are not the message they claim to be, or a body that the message cannot express. */
export class ProtocolError extends GatewayError {
  constructor(message: string, cause?: unknown) {
    super('MALFORMED', message, cause)
  }
}

/** Says which field the bytes or the value did not fit. */
export const within = (field: string, error: unknown): unknown =>
  error instanceof ProtocolError ? new ProtocolError(`${field}: ${error.message}`, error.cause) : error

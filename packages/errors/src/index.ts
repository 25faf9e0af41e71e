/**
 * Every error a user can meet: HTTP status, tRPC code, the title REST shows, and the Kafka error code a thrown
 * error becomes where the reply is built from an API's schema.
 */
export const errors = {
  MALFORMED: { http: 400, trpc: 'PARSE_ERROR', kafka: 42, title: 'The request could not be read' },
  INVALID: { http: 400, trpc: 'BAD_REQUEST', kafka: 42, title: 'The resource is not valid' },
  UNAUTHENTICATED: { http: 401, trpc: 'UNAUTHORIZED', kafka: 58, title: 'The given credentials are not valid' },
  FORBIDDEN: { http: 403, trpc: 'FORBIDDEN', kafka: 31, title: 'You do not have permission to do this' },
  NOT_FOUND: { http: 404, trpc: 'NOT_FOUND', kafka: 3, title: 'The resource does not exist' },
  CONFLICT: { http: 409, trpc: 'CONFLICT', kafka: 44, title: 'The change conflicts with what exists' },
  STALE_WRITE: {
    http: 412,
    trpc: 'PRECONDITION_FAILED',
    kafka: 44,
    title: 'The resource was changed since it was read',
  },
  API_NOT_OFFERED: { http: 501, trpc: 'NOT_IMPLEMENTED', kafka: 35, title: 'This is not offered here' },
  UPSTREAM_UNAVAILABLE: {
    http: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    kafka: 8,
    title: 'The Kafka cluster cannot be reached',
  },
  STORE_UNAVAILABLE: { http: 503, trpc: 'SERVICE_UNAVAILABLE', kafka: 8, title: 'The database cannot be reached' },
  INTERNAL: {
    http: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    kafka: -1,
    title: 'An unexpected error occurred in the server',
  },
} as const

export type ErrorCode = keyof typeof errors

/** `message` is safe to show anyone. Anything else belongs in `cause`, which only the log sees. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly code: ErrorCode
  /** What a program needs besides the words; as safe to show as they are. */
  declare readonly details?: Readonly<Record<string, unknown>>
  constructor(code: ErrorCode, message: string, cause?: unknown, details?: Readonly<Record<string, unknown>>) {
    super(message, { cause })
    this.code = code
    if (details) this.details = details
  }
}

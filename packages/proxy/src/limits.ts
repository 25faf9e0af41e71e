/**
 * What one worker allows its clients, with the variable that changes it. Sizes in bytes, times in milliseconds. The sizes
 * and times are Kafka's own defaults where a broker has such a setting.
 */
export const limitTable = {
  connections: { most: 10_000, variable: 'GATEWAY_MAX_CONNECTIONS' },
  connectionsPerAddress: { most: 2_000, variable: 'GATEWAY_MAX_CONNECTIONS_PER_ADDRESS' },
  connectionsPerPrincipal: { most: 2_000, variable: 'GATEWAY_MAX_CONNECTIONS_PER_PRINCIPAL' },
  /** socket.request.max.bytes */
  frameBytes: { most: 100 * 1024 * 1024, variable: 'GATEWAY_MAX_FRAME_BYTES' },
  /** sasl.server.max.receive.size */
  handshakeFrameBytes: { most: 512 * 1024, variable: 'GATEWAY_MAX_HANDSHAKE_FRAME_BYTES' },
  /** Requests of one connection that wait for their response before the gateway stops reading from it. */
  inFlight: { most: 64, variable: 'GATEWAY_MAX_IN_FLIGHT' },
  /** Of all connections, as they came and not served or not sent on yet: a half for requests, a half for responses. */
  bufferedBytes: { most: 512 * 1024 * 1024, variable: 'GATEWAY_MAX_BUFFERED_BYTES' },
  authenticateMs: { most: 30_000, variable: 'GATEWAY_AUTHENTICATE_TIMEOUT_MS' },
  /** From the first byte of a request to its last. */
  frameMs: { most: 60_000, variable: 'GATEWAY_FRAME_TIMEOUT_MS' },
  /** connections.max.idle.ms */
  idleMs: { most: 600_000, variable: 'GATEWAY_IDLE_TIMEOUT_MS' },
} as const

export type Limit = keyof typeof limitTable
export type Limits = Readonly<Record<Limit, number>>

export const defaultLimits = Object.fromEntries(
  Object.entries(limitTable).map(([limit, { most }]) => [limit, most]),
) as Limits

/** Kafka's connection.failed.authentication.delay.ms. */
export const FAILED_AUTHENTICATION_DELAY_MS = 100

/** Of connections to physical brokers. A frame may be what any fetch.max.bytes or message.max.bytes in use asks for. */
export const upstreamLimits = { frameBytes: 256 * 1024 * 1024, connectMs: 10_000 } as const

/** Bounds of one client connection. Sizes in bytes, times in milliseconds. */
export const defaultLimits = {
  /** Kafka's socket.request.max.bytes. */
  frameBytes: 100 * 1024 * 1024,
  /** Kafka's sasl.server.max.receive.size. */
  handshakeFrameBytes: 512 * 1024,
  /** From a physical broker; above what any fetch.max.bytes or message.max.bytes in use asks for. */
  upstreamFrameBytes: 256 * 1024 * 1024,
  /** Requests of one connection that wait for their response before the gateway stops reading from it. */
  inFlight: 64,
  authenticateMs: 30_000,
  /** Kafka's connections.max.idle.ms. */
  idleMs: 600_000,
  /** Kafka's connection.failed.authentication.delay.ms. */
  failedAuthenticationDelayMs: 100,
  connectMs: 10_000,
}

export type Limits = typeof defaultLimits

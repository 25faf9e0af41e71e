import type { People, Role, Store, Surface } from '@tidegate/store'
import type { Clusters } from './clusters.ts'
import type { Feed } from './feed.ts'
import type { TrafficOf } from './traffic.ts'

/** What one call may use. The worker and the console each build it, once they know who is calling. */
export type Context = {
  readonly store: Store
  readonly actor: { readonly user: string; readonly role: Role; readonly surface: Surface }
  /** Only a gateway knows its own addresses. */
  readonly gateway?: { bootstrapServers(virtualCluster: string): string | undefined }
  /** Only a gateway knows what its clients do. */
  readonly traffic?: { readonly gateway: string; read(): TrafficOf }
  /** Only a gateway asks Kafka clusters by itself. */
  readonly clusters?: Clusters
  /** Signs the tokens that service accounts sign in with; the key of calls to gateways is derived from it. */
  readonly tokens: { readonly key: Uint8Array }
  /** Where changes are told of to whoever keeps looking. */
  readonly feed?: Feed
  /** Only the console knows people, and the session in which it is called. */
  readonly signIn?: {
    readonly people: People
    readonly userId: string
    readonly sessionId: string
    /** A session in which nobody was active for that long has ended. */
    readonly idleMs: number
  }
  now(): Date
  /** Takes what the caller is not told. */
  log(error: unknown, correlationId: string): void
  /** Settles once this process itself runs the generation, so that an answer is never ahead of what it tells of. */
  applied?(generation: number): Promise<void>
}

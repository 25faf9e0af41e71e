import type { Change, KindName, Resource, ResourceOf } from '@tidegate/resources'
import type { Contents, Page, PageQuery } from './paging.ts'
import type { Expected, HistoryChange, HistoryEvent, HistoryFilter, Planned, ResourceKey, Return } from './planning.ts'
import type { Found } from './search.ts'

export type Surface = 'rest' | 'trpc' | 'kafka' | 'worker'
export type Actor = { readonly user: string; readonly surface: Surface }

export type Slot = { readonly slot: number; readonly physicalCluster: string; readonly brokerId: number }

/** A token without its text, which is not kept. */
export type Token = {
  readonly id: string
  readonly vCluster: string
  readonly username: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** A token that another one replaces: both work until then. */
export type Replaced = { readonly id: string; readonly until: Date }

/** A generation, with a mark that it has in this database alone: one that was restored and went on has another. */
export type Point = { readonly generation: number; readonly mark?: string }

/** The whole desired state at one generation, secrets in clear: for workers alone. */
export type Snapshot = Point & {
  readonly resources: readonly Resource[]
  /** Neither revoked nor expired. */
  readonly tokens: readonly Token[]
  readonly slots: readonly Slot[]
}

/** What makes the snapshot of one generation that of a later one. */
export type Changes = Point & {
  readonly since: Point
  readonly puts: readonly Resource[]
  readonly deletes: readonly ResourceKey[]
  /** Those that are issued or end at another time, and the ids of those that are revoked or expired. */
  readonly tokens: { readonly puts: readonly Token[]; readonly deletes: readonly string[] }
  /** All there are. */
  readonly slots: readonly Slot[]
}

export type Applied = {
  readonly resource: Resource
  readonly result: 'CREATED' | 'UPDATED' | 'NOT_CHANGED' | 'DELETED'
}

export type ApplyOptions = {
  readonly actor: Actor
  /** Computes the same answer and changes nothing. */
  readonly dryRun?: boolean
  /** Refuses with STALE_WRITE where a resource of the changes was changed after this generation. */
  readonly ifGeneration?: number
  /** The same for each resource by itself: all that the changes touch must be named, also what goes with them. */
  readonly expected?: readonly Expected[]
  /** Of the caller's own choice: the same changes under the same key answer the same again for a day, and are made once. */
  readonly key?: string
}

export type ResourceError = {
  readonly kind: string
  readonly vCluster?: string
  readonly name: string
  readonly message: string
}

/** How one worker sees one physical cluster. */
export type ClusterReport = {
  readonly name: string
  readonly reachable: boolean
  readonly error?: string
  readonly brokers: readonly { readonly id: number; readonly address: string; readonly live: boolean }[]
}

/** Connections of one user from one host with one client software; times in ISO 8601. */
export type ClientReport = {
  readonly virtualCluster: string
  readonly physicalCluster: string
  readonly user: string
  readonly host: string
  /** Name and version as the client gives them; absent where it gives none. */
  readonly software?: string
  /** The id of the token that they signed in with. */
  readonly token?: string
  readonly connections: number
  readonly since: string
  /** When the last request came. */
  readonly seen: string
}

/** A connection that ended before it was authenticated. `user` and `software` are what the client gave itself out as. */
export type RefusalReport = {
  readonly at: string
  readonly refusal: string
  readonly reason: string
  readonly host: string
  readonly user?: string
  readonly software?: string
  /** Whose account the credentials name, true or not: for operators, never for the client. */
  readonly virtualCluster?: string
}

/** When a token was first and last seen in use, and by what at last. */
export type TokenUse = {
  readonly token: string
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
  /** Name and version as the client gives them; absent where it gives none. */
  readonly software?: string
  readonly host: string
}

/** Who used the name of an alias topic that retires. */
export type AliasUse = {
  readonly vCluster: string
  readonly alias: string
  readonly username: string
  readonly software?: string
  readonly host: string
  readonly lastSeenAt: Date
}

/** At most one line for each token, and for each way in which an alias is used. */
export type UsageReport = {
  readonly gateway: string
  readonly tokens: readonly TokenUse[]
  readonly aliases: readonly AliasUse[]
}

/** A token and how it was used, if it was. */
export type TokenUsage = Token &
  Partial<Omit<TokenUse, 'token'>> & { readonly revokedAt?: Date; readonly gateway?: string }

export type WorkerReport = {
  readonly name: string
  readonly version: string
  readonly pid: number
  readonly startedAt: Date
  /** The generation this worker runs. */
  readonly generation: number
  readonly adminUrl: string
  readonly clusters: readonly ClusterReport[]
  /** Virtual cluster → bootstrap servers of this worker. */
  readonly addresses: Readonly<Record<string, string>>
  readonly errors: readonly ResourceError[]
  /** The clients that are connected, the latest heard of first, and the last that were refused, the latest first. */
  readonly clients: readonly ClientReport[]
  readonly refusals: readonly RefusalReport[]
}

export type Worker = WorkerReport & { readonly seenAt: Date }

/** What the database is like, for who looks for a fault. */
export type Inspection = {
  /** Of PostgreSQL. */
  readonly version: string
  readonly roundTripMs: number
  /** How far this process is ahead of the database. */
  readonly clockAheadMs: number
  /** By name; `unknown` are those of another version of this program. */
  readonly migrations: {
    readonly applied: readonly string[]
    readonly missing: readonly string[]
    readonly unknown: readonly string[]
  }
  /** Whether what one connection announces reaches another. */
  readonly announces: boolean
}

export type ListFilter = { readonly kind: KindName; readonly vCluster?: string; readonly name?: string }

/** Every method rejects with STORE_UNAVAILABLE, within a few seconds, where the database cannot be reached. */
export type Store = {
  /** Brings the schema up to date, from empty too; safe when several processes start at once. */
  migrate(): Promise<void>
  ping(): Promise<void>
  /** Reads what there is, and changes nothing: the schema may be missing. */
  inspect(): Promise<Inspection>
  generation(): Promise<number>
  point(): Promise<Point>
  snapshot(): Promise<Snapshot>
  /** Undefined where the snapshot has to be read: what led here from there is not known, or is too much. */
  changes(since: Point): Promise<Changes | undefined>
  /** Secrets are left out. */
  list<K extends KindName>(filter: ListFilter & { kind: K }): Promise<ResourceOf<K>[]>
  /** Some of a list, searched, narrowed and ordered in the database. */
  page<K extends KindName>(query: PageQuery & { kind: K }): Promise<Page<K>>
  /** What belongs to each of these virtual clusters. */
  contents(vClusters: readonly string[]): Promise<ReadonlyMap<string, Contents>>
  /** Resources by a part of their name or of their virtual cluster's, at most so many. */
  search(text: string, limit: number): Promise<Found[]>
  get<K extends KindName>(key: { kind: K; vCluster?: string; name: string }): Promise<ResourceOf<K> | undefined>
  /** All changes or none, in one transaction that checks the rules, and writes revision and audit entry beside each resource. */
  apply(changes: readonly Change[], options: ApplyOptions): Promise<{ generation: number; applied: Applied[] }>
  /** What `apply` would do; changes nothing, and throws for nothing that is wrong with the changes. */
  plan(changes: readonly Change[]): Promise<Planned>
  /** The latest first. */
  history(filter: HistoryFilter): Promise<HistoryEvent[]>
  historyEvent(id: string): Promise<HistoryChange | undefined>
  /** The changes that make what it was at that generation of what there is. */
  changesTo(target: Return): Promise<Change[]>
  /** Resources that a file or the environment declares: puts these, and takes away those of the same source that are gone and not referenced. */
  syncManaged(
    clusters: readonly {
      name: string
      role: 'main' | 'upstream' | 'failover'
      properties: Readonly<Record<string, string>>
      messages?: 'hidden' | 'readable'
      managedBy: 'file' | 'environment'
    }[],
  ): Promise<void>
  /** `replaces` ends another token of the same account at that time at the latest; NOT_FOUND where that is none that can be used. */
  issueToken(token: Token, actor: Actor, replaces?: Replaced): Promise<void>
  listTokens(filter: { vCluster?: string; username?: string }): Promise<Token[]>
  /** False where there is no such live token. */
  revokeToken(id: string, actor: Actor): Promise<boolean>
  /** Gives each broker that has none the lowest slot never used, in the order of ids; answers all slots there are. */
  allotSlots(physicalCluster: string, brokerIds: readonly number[]): Promise<Slot[]>
  /** Also forgets the workers that nobody has heard of for a day. */
  reportWorker(report: WorkerReport): Promise<void>
  /** Says again that a worker lives; false where there is no report of it. */
  workerLives(name: string): Promise<boolean>
  /** A worker that ends on purpose is not missed. */
  removeWorker(name: string): Promise<void>
  workers(): Promise<Worker[]>
  /** Kept for as long as the accounts and alias topics are there that it is about. */
  reportUsage(report: UsageReport): Promise<void>
  tokenUsage(vCluster: string): Promise<TokenUsage[]>
  aliasUsers(vCluster: string, alias: string): Promise<AliasUse[]>
  /** By virtual cluster, when any account of it was last seen. */
  lastSeen(): Promise<ReadonlyMap<string, Date>>
  /** Calls back with each generation as it is announced, and once after each reconnect; reconnects by itself. */
  subscribe(
    onGeneration: (generation: number) => void,
    onError: (error: unknown) => void,
  ): Promise<{ close(): Promise<void> }>
  close(): Promise<void>
}

export type StoreOptions = {
  readonly databaseUrl: string
  /** At least 32 bytes; what encrypts secrets is derived from it. */
  readonly secretKey: Buffer
  readonly now?: () => Date
}

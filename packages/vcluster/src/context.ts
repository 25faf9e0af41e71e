import type { Api, Body, Frame } from '@tidegate/protocol'
import type { Cluster, Identity } from '@tidegate/proxy'
import type { AclBinding } from './acl-binding.ts'
import type { Names } from './names.ts'
import type { Pass } from './passages/pass.ts'
import type { TopicIds } from './topic-ids.ts'
import type { View } from './view.ts'
import type { Writers } from './writers.ts'

export type Node = { readonly id: number; readonly host: string; readonly port: number }

/** The virtual nodes in front of one physical cluster: each broker's own address, allotted once. */
export type Nodes = {
  of(brokerId: number): Node | undefined
  all(): readonly Node[]
}

/** Where edits that come by Kafka's ACL APIs go. Resolves once they are in force here. */
export type AclStore = {
  create(virtualCluster: string, bindings: readonly AclBinding[], user: string): Promise<void>
  remove(virtualCluster: string, bindings: readonly AclBinding[], user: string): Promise<void>
}

export type VirtualIdentity = Identity & { readonly virtualCluster: string; readonly tokenId: string }

/** One exchange, and all that its API file may use. */
export type Context = {
  readonly api: Api
  readonly version: number
  readonly request: Body
  readonly user: string
  /** Whom rights are given to: the user and where it is. */
  readonly subject: string
  readonly view: View
  readonly cluster: Cluster
  readonly ids: TopicIds
  /** What the caller calls its topics: the view's names, and of two names of one topic the caller's. */
  readonly topics: Names
  /** The caller spoke of a topic by this name, which it may. */
  named(alias: string): void
  readonly nodes: Nodes
  readonly writers: Writers
  readonly acls: AclStore
  allowed(operation: string, resourceType: string, name: string): boolean
  allowedAny(operation: string, resourceType: string): boolean
  /** The bit field of what the caller may do to a resource. */
  operations(resourceType: string, name: string): number
  /** Sends `body` to the broker behind this address, as the same API and version; `metadata` as the gateway's own version. */
  call(body: Body): Promise<Body>
  metadata(body: Body, readAs?: (response: Frame, version: number) => Body): Promise<Body>
  /** Ends the connection: the answer to what the protocol has no answer for. */
  end(reason: string): never
}

export type Serve = (context: Context) => Promise<Body | undefined> | Body

export type ApiFile = {
  readonly name: string
  readonly versions: readonly [number, number]
  readonly serve: Serve
  /** The shorter way, for most of the requests of the data path. */
  readonly pass?: Pass | undefined
}

/** What an API file exports. The versions are those whose every field the file accounts for. */
export const defineApi = (name: string, versions: ApiFile['versions'], serve: Serve, pass?: Pass): ApiFile => ({
  name,
  versions,
  serve,
  pass,
})

export const CLUSTER_NAME = 'kafka-cluster'

/** Kafka's value for an operations field that was not asked for. */
export const NOT_ASKED = -2147483648

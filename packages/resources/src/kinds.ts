import type { z } from 'zod'
import { acl } from './acl.ts'
import { aliasTopic } from './alias-topic.ts'
import { gatewayServiceAccount } from './gateway-service-account.ts'
import { partner } from './partner.ts'
import { physicalCluster } from './physical-cluster.ts'
import { virtualCluster } from './virtual-cluster.ts'

/** Every kind, by name. */
export const kinds = {
  PhysicalCluster: physicalCluster,
  VirtualCluster: virtualCluster,
  AliasTopic: aliasTopic,
  GatewayServiceAccount: gatewayServiceAccount,
  Acl: acl,
  Partner: partner,
} as const

export type KindName = keyof typeof kinds
export type SpecOf<K extends KindName> = z.output<(typeof kinds)[K]['spec']>

/** What is written: the same in a form, a file, a request and the database. */
export type ManifestOf<K extends KindName> = {
  readonly kind: K
  readonly apiVersion: string
  readonly metadata: { readonly name: string; readonly vCluster?: string }
  readonly spec: SpecOf<K>
}
export type Manifest = { [K in KindName]: ManifestOf<K> }[KindName]

/** What is stored. `generation` is that of the whole configuration when it last changed; `uid` is of this incarnation. */
export type ResourceOf<K extends KindName> = ManifestOf<K> & {
  readonly uid: string
  readonly generation: number
  /** Set where the resource comes from a file or the environment and cannot be edited elsewhere. */
  readonly managedBy?: 'file' | 'environment'
}
export type Resource = { [K in KindName]: ResourceOf<K> }[KindName]

export type Change =
  | {
      readonly op: 'put'
      readonly manifest: Manifest
      readonly managedBy?: 'file' | 'environment'
      /** The generation whose secrets it takes back, all of them and no other, beside those that it gives. */
      readonly secretsOf?: number
    }
  | {
      readonly op: 'delete'
      readonly kind: KindName
      readonly vCluster?: string
      readonly name: string
      readonly managedBy?: 'file' | 'environment'
    }

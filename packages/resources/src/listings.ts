import { aclOperations, aclPermissions, aclResourceTypes } from './acl-words.ts'
import type { KindName } from './kinds.ts'
import { clusterRoles } from './physical-cluster.ts'

/** Where a field stands in a resource: its name, or the way to it through the spec. */
export type Place = 'name' | readonly string[]

export type Listing = {
  readonly fields: Readonly<Record<string, Place>>
  /** Fields that are looked through for a text. */
  readonly search: readonly string[]
  /** Fields that rows can be ordered by; those that are equal in one keep the order of the others. */
  readonly order: readonly string[]
  /** Fields that rows can be narrowed to one value of, and the values where they are few. */
  readonly filters: Readonly<Record<string, readonly string[] | 'any'>>
}

/** How each kind is listed where there can be more of it than anyone reads at once. */
export const listings: Readonly<Record<KindName, Listing>> = {
  PhysicalCluster: {
    fields: { name: 'name', role: ['role'], servers: ['properties', 'bootstrap.servers'] },
    search: ['name', 'servers'],
    order: ['name', 'role'],
    filters: { role: clusterRoles },
  },
  VirtualCluster: {
    fields: { name: 'name', type: ['type'] },
    search: ['name'],
    order: ['name', 'type'],
    filters: { type: ['Standard', 'Partner'] },
  },
  Partner: {
    fields: { name: 'name', displayName: ['displayName'], owner: ['owner'], endsOn: ['endsOn'] },
    search: ['name', 'displayName', 'owner'],
    order: ['displayName', 'name', 'endsOn', 'owner'],
    filters: {},
  },
  AliasTopic: {
    fields: { name: 'name', physicalName: ['physicalName'], physicalCluster: ['physicalCluster'] },
    search: ['name', 'physicalName'],
    order: ['name', 'physicalName', 'physicalCluster'],
    filters: { physicalCluster: 'any' },
  },
  GatewayServiceAccount: {
    fields: { name: 'name', type: ['type'], identity: ['externalNames', '0'] },
    search: ['name', 'identity'],
    order: ['name', 'type', 'identity'],
    filters: { type: ['LOCAL', 'EXTERNAL'] },
  },
  Acl: {
    fields: {
      principal: ['principal'],
      resourceName: ['resourcePattern', 'name'],
      resourceType: ['resourcePattern', 'resourceType'],
      operation: ['operation'],
      permissionType: ['permissionType'],
      host: ['host'],
    },
    search: ['principal', 'resourceName', 'host'],
    order: ['principal', 'resourceName', 'operation', 'resourceType', 'permissionType', 'host'],
    filters: {
      principal: 'any',
      resourceType: aclResourceTypes,
      operation: aclOperations,
      permissionType: aclPermissions,
    },
  },
}

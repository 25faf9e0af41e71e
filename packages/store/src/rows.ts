import { GatewayError } from '@tidegate/errors'
import { type KindName, kinds, type Resource } from '@tidegate/resources'
import type { Prisma, Resource as Row } from './generated/prisma/client.ts'
import type { Cipher } from './secrets.ts'

export type Sealed = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** A resource without its secrets, and these as the database holds them. */
export type Stored = { readonly resource: Resource; readonly sealed: Sealed }

export type Key = { readonly kind: string; readonly vCluster?: string; readonly name: string }

/** Those that a newer version may have added are not this version's to read. */
export const knownKinds = { kind: { in: Object.keys(kinds) } }

export const inOrder = [
  { kind: 'asc' },
  { vCluster: 'asc' },
  { name: 'asc' },
] satisfies Prisma.ResourceOrderByWithRelationInput[]

export function resourceOf({ kind, vCluster, name, spec, uid, generation, managedBy }: Row): Resource {
  return {
    kind,
    apiVersion: kinds[kind as KindName].apiVersion,
    metadata: { name, ...(vCluster && { vCluster }) },
    spec: inSchemaOrder(kind as KindName, spec as Record<string, unknown>),
    uid,
    generation: Number(generation),
    ...(managedBy && { managedBy }),
  } as Resource
}

/** PostgreSQL orders the fields of its JSON in a way of its own. */
export const inSchemaOrder = (kind: KindName, spec: Record<string, unknown>) =>
  Object.fromEntries(
    Object.keys(kinds[kind].spec.shape).flatMap(field => (field in spec ? [[field, spec[field]]] : [])),
  )

type RowWithSecrets = Row & { secrets: { property: string; ciphertext: Uint8Array<ArrayBuffer> }[] }

export const storedOf = (row: RowWithSecrets): Stored => ({
  resource: resourceOf(row),
  sealed: new Map(row.secrets.map(({ property, ciphertext }) => [property, ciphertext])),
})

/** The columns that tell resources apart: empty where there is no virtual cluster. */
export const columnsOf = ({ kind, vCluster = '', name }: Key) => ({ kind, vCluster, name })

export const keyOf = ({ kind, metadata }: Pick<Resource, 'kind' | 'metadata'>): Key => ({ kind, ...metadata })

export const keyText = (key: Key): string => JSON.stringify(Object.values(columnsOf(key)))

export const label = ({ kind, vCluster, name }: Key): string =>
  vCluster === undefined ? `${kind} ${name}` : `${kind} ${name} of virtual cluster ${vCluster}`

/** Every secret in clear; refuses where one cannot be read. */
export function unseal({ resource, sealed }: Stored, cipher: Cipher): Map<string, string> {
  return new Map(
    [...sealed].map(([property, bytes]) => [
      property,
      readable(resource, property, cipher.open({ uid: resource.uid, property }, bytes)),
    ]),
  )
}

function readable(resource: Resource, property: string, text: string | undefined): string {
  if (text !== undefined) return text
  throw new GatewayError(
    'INTERNAL',
    `${property} of ${label(keyOf(resource))} cannot be decrypted: start with the secret key it was stored with, or set it again`,
  )
}

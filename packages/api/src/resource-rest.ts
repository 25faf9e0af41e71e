import { type KindName, kinds, type Manifest, text } from '@tidegate/resources'
import { z } from 'zod'
import type { Parameter, Rest } from './trpc.ts'

const parameters = {
  name: { type: 'string', description: 'Only the resource of this name.' },
  vcluster: { to: 'vCluster', type: 'string', description: 'Only what belongs to this virtual cluster.' },
  type: { type: 'string', description: 'Only what is of this type.' },
  showDefaults: { type: 'boolean', description: 'Accepted for compatibility: defaults are always shown.' },
  dryMode: { to: 'dryRun', type: 'boolean', description: 'Answers the same and changes nothing.' },
} as const satisfies Record<string, Parameter>

/** The contract of gateway/v2, which every kind keeps: one path for each, and one below it where a name is unique. */
export function restOf(kind: KindName): Record<'list' | 'put' | 'remove', Rest> & { readonly get?: Rest } {
  const { apiVersion, path, scope, manifest, example } = kinds[kind]
  const collection = `/${apiVersion}/${path}`
  const inVirtualCluster = scope === 'vCluster'
  const one = `${collection}/{name}`
  const sample = { kind, apiVersion, ...example }
  return {
    list: {
      method: 'GET',
      path: collection,
      summary: `List every ${kind}`,
      status: 200,
      query: filtersOf(kind),
      answer: each => each.map(envelope),
    },
    put: {
      method: 'PUT',
      path: collection,
      summary: `Create or update one ${kind}`,
      status: 200,
      query: { dryMode: parameters.dryMode },
      body: {
        to: 'manifest',
        schema: manifest,
        example: kind === 'Acl' ? { ...sample, metadata: { vCluster: example.metadata.vCluster } } : sample,
      },
      tag: tagOf(kind),
      answer: ({ resource, upsertResult }) => ({ resource: envelope(resource), upsertResult }),
    },
    remove: {
      method: 'DELETE',
      path: inVirtualCluster ? collection : one,
      summary: `Delete one ${kind}`,
      status: 204,
      ...(inVirtualCluster && {
        body: {
          schema: z.strictObject({ name: text, vCluster: text.optional() }),
          example: example.metadata,
        },
      }),
    },
    ...(!inVirtualCluster && {
      get: { method: 'GET', path: one, summary: `Read one ${kind}`, status: 200, answer: envelope },
    }),
  }
}

function filtersOf(kind: KindName): Rest['query'] {
  const { name, vcluster, type, showDefaults } = parameters
  if (kinds[kind].scope === 'global') return { name, ...(kind === 'VirtualCluster' && { type }), showDefaults }
  return { name, vcluster, ...(kind === 'GatewayServiceAccount' && { type }), showDefaults }
}

/** By these the command-line client of the contract finds kinds, and their order. */
function tagOf(kind: KindName): string {
  const { apiVersion, order } = kinds[kind]
  const kebab = kind.replaceAll(/(?<=[a-z])[A-Z]/g, letter => `-${letter}`).toLowerCase()
  return `cli_${kebab}_${apiVersion.replace('/', '_')}_${order}`
}

/** Where a resource is declared elsewhere, that is shown beside what is declared. */
export const envelope = ({
  kind,
  apiVersion,
  metadata,
  spec,
  managedBy,
}: Manifest & { readonly managedBy?: string }) => ({
  kind,
  apiVersion,
  metadata,
  spec: managedBy ? { ...spec, managedBy } : spec,
})

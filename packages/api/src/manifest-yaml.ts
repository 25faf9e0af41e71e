import { GatewayError } from '@tidegate/errors'
import { type KindName, kinds, type Resource, text, toYaml } from '@tidegate/resources'
import type { Expected, ResourceKey } from '@tidegate/store'
import { z } from 'zod'
import { kindName } from './changes.ts'
import type { Context } from './context.ts'
import { withoutSecrets } from './physical-cluster.ts'
import { reader } from './trpc.ts'

/** A resource as it would be written, and of a virtual cluster on demand all that belongs to it. Secrets stay where they are. */
export const manifestYaml = reader({
  method: 'GET',
  path: '/tidegate/v1/yaml',
  summary: 'Read a resource as YAML that can be planned and applied again',
  status: 200,
  query: {
    kind: { type: 'string', description: 'The kind of the resource, as in its manifest.' },
    vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster that it belongs to, if to one.' },
    name: { type: 'string', description: 'The name of the resource.' },
    contents: { type: 'boolean', description: 'Of a virtual cluster: with all that belongs to it.' },
  },
})
  .input(
    z.strictObject({ kind: kindName, vCluster: text.optional(), name: text, contents: z.boolean().default(false) }),
  )
  .query(async ({ ctx, input: { kind, vCluster, name, contents } }) => {
    const key = { kind, name, ...(vCluster !== undefined && { vCluster }) } as ResourceKey
    const resource = await ctx.store.get(key)
    if (!resource) throw new GatewayError('NOT_FOUND', `${kind} ${name} does not exist: check its name`)
    const all = [resource as Resource, ...(contents && kind === 'VirtualCluster' ? await contentsOf(ctx, name) : [])]
    return { yaml: all.map(textOf).join('---\n'), expected: all.map(expectedOf) }
  })

/** In the order in which they can be applied. */
async function contentsOf({ store }: Context, vCluster: string): Promise<Resource[]> {
  const inside = Object.values(kinds).filter(({ scope }) => scope === 'vCluster')
  const names = inside.toSorted((a, b) => a.order - b.order).map(({ kind }) => kind as KindName)
  return (await Promise.all(names.map(kind => store.list({ kind, vCluster })))).flat() as Resource[]
}

const textOf = (resource: Resource): string =>
  toYaml({ ...resource, spec: withoutSecrets<object>(resource.spec) } as Resource)

const expectedOf = ({ kind, metadata, generation }: Resource): Expected => ({ kind, ...metadata, generation })

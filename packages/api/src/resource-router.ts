import { GatewayError } from '@tidegate/errors'
import {
  type Change,
  type KindName,
  kinds,
  type ManifestOf,
  parseManifest,
  type ResourceOf,
  text,
} from '@tidegate/resources'
import { z } from 'zod'
import { change, requireVirtualCluster } from './change.ts'
import { checkOf } from './checks.ts'
import type { Context } from './context.ts'
import { pageOf } from './resource-page.ts'
import { restOf } from './resource-rest.ts'
import { reader, router, writer } from './trpc.ts'

export type Key = { readonly name: string; readonly vCluster?: string }

/** What one kind does beyond what all do. */
export type Special<K extends KindName, Shown extends ResourceOf<K>, Row> = {
  /** What readers see of the resources. */
  show?(context: Context, resources: readonly ResourceOf<K>[]): Shown[] | Promise<Shown[]>
  /** What a page of a list shows of them, where that is more. */
  rows?(context: Context, resources: readonly ResourceOf<K>[]): Promise<Row[]>
}

/** Every kind gets the same five procedures; a verb of its own is an edit of its spec. */
export function resourceRouter<K extends KindName, Shown extends ResourceOf<K> = ResourceOf<K>, Row = Shown>(
  kind: K,
  { show, rows }: Special<K, Shown, Row> = {},
) {
  const inputs = inputsOf(kind)
  const rest = restOf(kind)
  const check = checkOf(kind)
  const shown = async (context: Context, resources: readonly ResourceOf<K>[]): Promise<Shown[]> =>
    show ? await show(context, resources) : (resources as Shown[])
  return router({
    list: reader(rest.list)
      .input(inputs.filter)
      .query(async ({ ctx, input: { vCluster, name, type } }): Promise<Shown[]> => {
        if (vCluster !== undefined) await requireVirtualCluster(ctx, vCluster)
        const filter = { kind, ...(vCluster !== undefined && { vCluster }), ...(name !== undefined && { name }) }
        const resources = await ctx.store.list<K>(filter)
        return shown(
          ctx,
          type === undefined ? resources : resources.filter(each => typeOf(each) === type.toUpperCase()),
        )
      }),
    page: pageOf(kind, rows ?? (shown as unknown as NonNullable<typeof rows>)),
    get: reader(rest.get)
      .input(inputs.key)
      .query(async ({ ctx, input }): Promise<Shown> => {
        const resource = await ctx.store.get<K>({ kind, ...input })
        if (!resource) throw missing(kind, input)
        return (await shown(ctx, [resource]))[0]!
      }),
    put: writer(rest.put)
      .input(inputs.put)
      .mutation(async ({ ctx, input: { manifest, dryRun, ifGeneration } }) => {
        const changes = [{ op: 'put', manifest }] as unknown as Change[]
        const options = { dryRun, ...(ifGeneration !== undefined && { ifGeneration }) }
        if (check) {
          const { applied: planned } = await change(ctx, changes, { ...options, dryRun: true })
          const [refusal] = planned[0]?.result === 'NOT_CHANGED' ? [] : await check(ctx, [manifest])
          if (refusal) throw refusal
        }
        const {
          applied: [applied],
        } = await change(ctx, changes, options)
        const [resource] = await shown(ctx, [applied!.resource as unknown as ResourceOf<K>])
        return { resource: resource!, upsertResult: applied!.result as 'CREATED' | 'UPDATED' | 'NOT_CHANGED' }
      }),
    remove: writer(rest.remove)
      .input(inputs.key)
      .mutation(async ({ ctx, input }): Promise<void> => {
        await change(ctx, [{ op: 'delete', kind, ...input }])
      }),
  })
}

function inputsOf<K extends KindName>(kind: K) {
  return {
    filter: z.strictObject({ name: text, vCluster: text, type: text, showDefaults: z.boolean() }).partial().default({}),
    key: (kinds[kind].scope === 'vCluster'
      ? z.strictObject({ name: text, vCluster: text.default('passthrough') })
      : z.strictObject({ name: text })) as z.ZodType<Key, Key>,
    put: z.strictObject({
      manifest: z
        .custom<unknown>(value => value !== undefined, 'give the resource')
        .transform(value => parseManifest(value, kind) as unknown as ManifestOf<K>),
      dryRun: z.boolean().default(false),
      ifGeneration: z.int().optional(),
    }),
  }
}

const typeOf = ({ spec }: { readonly spec: unknown }): string | undefined =>
  (spec as { readonly type?: string }).type?.toUpperCase()

const missing = (kind: KindName, { name, vCluster }: Key) =>
  new GatewayError(
    'NOT_FOUND',
    `${kind} ${name}${vCluster === undefined ? '' : ` of virtual cluster ${vCluster}`} does not exist: check its name`,
  )

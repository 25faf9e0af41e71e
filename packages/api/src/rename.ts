import { GatewayError } from '@tidegate/errors'
import { type AclBinding, aclName, type Change, kinds, type ResourceOf, text } from '@tidegate/resources'
import { z } from 'zod'
import type { Context } from './context.ts'
import { plannedChanges } from './planned-changes.ts'
import { reader, router } from './trpc.ts'

const HOURS_MOST = 365 * 24
const HOURS = `give a whole number of hours from 1 to ${HOURS_MOST}`
const HOUR_MS = 60 * 60 * 1000

const rename = z.strictObject({
  vCluster: text,
  name: text,
  to: kinds.AliasTopic.name.describe('The new name.'),
  graceHours: z
    .int(HOURS)
    .min(1, HOURS)
    .max(HOURS_MOST, HOURS)
    .describe('How long clients may use the old name beside the new one.'),
})

const retirement = z.strictObject({ vCluster: text, name: text.describe('The old name.') })

/** Mutations as `change.plan` is one: what they answer is applied by `change.applyPlan`. */
export const renameRouter = router({
  planRename: reader({
    method: 'POST',
    path: '/tidegate/v1/plan-rename',
    summary: 'Plan another name for an alias topic, with the rights to it, beside which the old one works for a time',
    status: 200,
    body: { schema: rename, example: { vCluster: 'mypartner', name: 'topic1', to: 'orders', graceHours: 168 } },
  })
    .input(rename)
    .mutation(async ({ ctx, input: { vCluster, name, to, graceHours } }) => {
      const alias = await aliasOf(ctx, vCluster, name)
      if (alias.spec.retires)
        throw new GatewayError('CONFLICT', `${name} is renamed to ${alias.spec.retires.to} already: rename that one`)
      if (await ctx.store.get({ kind: 'AliasTopic', vCluster, name: to }))
        throw new GatewayError(
          'CONFLICT',
          `to: virtual cluster ${vCluster} has an alias topic ${to}: choose another name`,
        )
      const on = new Date(ctx.now().getTime() + graceHours * HOUR_MS).toISOString()
      const put = (called: string, spec: typeof alias.spec): Change => ({
        op: 'put',
        manifest: { kind: 'AliasTopic', apiVersion: alias.apiVersion, metadata: { name: called, vCluster }, spec },
      })
      const old = { ...alias.spec, retires: { on, to } }
      const rights = await aclChanges(ctx, vCluster, {
        added: acl => (isFor(acl, name) && !isFor(acl, to) ? [literal(acl, to)] : []),
      })
      return plannedChanges(ctx, [put(to, alias.spec), put(name, old), ...rights])
    }),

  planRetire: reader({
    method: 'POST',
    path: '/tidegate/v1/plan-retire',
    summary: 'Plan the removal of the old name of an alias topic, and of the rights to it',
    status: 200,
    body: { schema: retirement, example: { vCluster: 'mypartner', name: 'topic1' } },
  })
    .input(retirement)
    .mutation(async ({ ctx, input: { vCluster, name } }) => {
      const { spec } = await aliasOf(ctx, vCluster, name)
      if (!spec.retires)
        throw new GatewayError(
          'CONFLICT',
          `${name} is not the old name of a topic: plan its rename first, or delete it`,
        )
      const rights = await aclChanges(ctx, vCluster, { removed: acl => isOn(acl, name) })
      return plannedChanges(ctx, [{ op: 'delete', kind: 'AliasTopic', vCluster, name }, ...rights])
    }),
})

async function aliasOf({ store }: Context, vCluster: string, name: string): Promise<ResourceOf<'AliasTopic'>> {
  const alias = await store.get({ kind: 'AliasTopic', vCluster, name })
  if (alias) return alias
  throw new GatewayError(
    'NOT_FOUND',
    `AliasTopic ${name} of virtual cluster ${vCluster} does not exist: check both names`,
  )
}

/** Whether it is about this one topic and no other. */
const isOn = ({ resourcePattern: { resourceType, patternType, name } }: AclBinding, topic: string): boolean =>
  resourceType === 'TOPIC' && patternType === 'LITERAL' && name === topic

const isFor = (acl: AclBinding, topic: string): boolean => {
  const { resourceType, patternType, name } = acl.resourcePattern
  const begins = resourceType === 'TOPIC' && patternType === 'PREFIXED' && topic.startsWith(name)
  return begins || isOn(acl, topic) || isOn(acl, '*')
}

const literal = (acl: AclBinding, topic: string): AclBinding => ({
  ...acl,
  resourcePattern: { resourceType: 'TOPIC', patternType: 'LITERAL', name: topic },
})

type Edit = { added?(acl: AclBinding): AclBinding[]; removed?(acl: AclBinding): boolean }

/** The same edit whether ACLs are resources of their own or a part of the virtual cluster. */
async function aclChanges({ store }: Context, vCluster: string, { added, removed }: Edit): Promise<Change[]> {
  const cluster = await store.get({ kind: 'VirtualCluster', name: vCluster })
  if (cluster?.spec.aclMode === 'REST_API') {
    const kept = cluster.spec.acls.filter(acl => !removed?.(acl))
    const all = [...kept, ...kept.flatMap(acl => added?.(acl) ?? [])]
    const acls = [...new Map(all.map(acl => [aclName(acl), acl])).values()]
    const { kind, apiVersion, metadata, spec } = cluster
    return [{ op: 'put', manifest: { kind, apiVersion, metadata, spec: { ...spec, acls } } }]
  }
  const acls = await store.list({ kind: 'Acl', vCluster })
  return acls.flatMap(({ kind, apiVersion, metadata, spec }): Change[] => {
    if (removed?.(spec)) return [{ op: 'delete', kind, vCluster, name: metadata.name }]
    return (added?.(spec) ?? []).map(acl => ({
      op: 'put',
      manifest: { kind, apiVersion, metadata: { name: aclName(acl), vCluster }, spec: acl },
    }))
  })
}

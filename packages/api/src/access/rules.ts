import { text } from '@tidegate/resources'
import { z } from 'zod'
import { requireVirtualCluster } from '../change.ts'
import { reader } from '../trpc.ts'

/** The ACLs of one principal alone; a name and a generation have those that are resources of their own. */
export const rules = reader({
  method: 'GET',
  path: '/tidegate/v1/access/rule',
  summary: 'List the ACLs of one principal',
  status: 200,
  query: {
    vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster.' },
    principal: { type: 'string', description: 'Such as User:user1, or User:* for those of everybody.' },
  },
})
  .input(z.strictObject({ vCluster: text, principal: text }))
  .query(async ({ ctx, input: { vCluster, principal } }) => {
    await requireVirtualCluster(ctx, vCluster)
    const [cluster] = await ctx.store.list({ kind: 'VirtualCluster', name: vCluster })
    const isItsOwn = ({ spec }: { readonly spec: { readonly principal: string } }) => spec.principal === principal
    if (cluster?.spec.aclMode === 'REST_API') return cluster.spec.acls.map(spec => ({ spec })).filter(isItsOwn)
    const acls = (await ctx.store.list({ kind: 'Acl', vCluster })).filter(isItsOwn)
    return acls.map(({ metadata: { name }, generation, spec }) => ({ name, generation, spec }))
  })

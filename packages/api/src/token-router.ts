import { randomUUID } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import { text } from '@tidegate/resources'
import { z } from 'zod'
import { actorOf, inForce, requireVirtualCluster } from './change.ts'
import type { Context } from './context.ts'
import { signToken } from './token.ts'
import { reader, router, writer } from './trpc.ts'

const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60
const LIFETIME = `give a whole number of seconds from 1 to ${TEN_YEARS_S}`

const OVERLAP = `give a whole number of seconds from 0 to ${TEN_YEARS_S}`

const request = z.strictObject({
  vCluster: text.default('passthrough'),
  username: text,
  lifeTimeSeconds: z.int(LIFETIME).min(1, LIFETIME).max(TEN_YEARS_S, LIFETIME),
  replaces: text.describe('The id of a token of the same account that this one takes the place of.').optional(),
  overlapSeconds: z
    .int(OVERLAP)
    .min(0, OVERLAP)
    .max(TEN_YEARS_S, OVERLAP)
    .describe('How long the replaced token still works beside this one; 0 if left out.')
    .optional(),
})

export const tokenRouter = router({
  issue: writer({
    method: 'POST',
    path: '/gateway/v2/token',
    summary: 'Issue a token that a LOCAL service account signs in with',
    status: 200,
    body: { schema: request, example: { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 7_776_000 } },
    extensions: {
      'x-cdk-run-name': 'generateServiceAccountToken',
      'x-cdk-run-doc': 'Generate a token for a service account of a virtual cluster',
    },
  })
    .input(request)
    .mutation(async ({ ctx, input: { vCluster, username, lifeTimeSeconds, replaces, overlapSeconds = 0 } }) => {
      await requireAccount(ctx, vCluster, username)
      const issuedAt = Math.floor(ctx.now().getTime() / 1000) * 1000
      const claims = { id: randomUUID(), username, vCluster, issuedAt, expiresAt: issuedAt + lifeTimeSeconds * 1000 }
      const token = await signToken(claims, ctx.tokens.key)
      const { expiresAt } = claims
      await ctx.store.issueToken(
        { ...claims, issuedAt: new Date(issuedAt), expiresAt: new Date(expiresAt) },
        actorOf(ctx),
        replaces === undefined
          ? undefined
          : { id: replaces, until: new Date(ctx.now().getTime() + overlapSeconds * 1000) },
      )
      await inForce(ctx, await ctx.store.generation())
      return { token, id: claims.id }
    }),

  list: reader({
    method: 'GET',
    path: '/gateway/v2/token',
    summary: 'List the tokens that can be used, without their text',
    status: 200,
    query: {
      vcluster: { to: 'vCluster', type: 'string', description: 'Only those of this virtual cluster.' },
      username: { type: 'string', description: 'Only those of the accounts of this name.' },
    },
  })
    .input(z.strictObject({ vCluster: text, username: text }).partial().default({}))
    .query(async ({ ctx, input }) => {
      if (input.vCluster !== undefined) await requireVirtualCluster(ctx, input.vCluster)
      const tokens = await ctx.store.listTokens(input)
      return tokens.map(({ id, username, vCluster, issuedAt, expiresAt }) => ({
        id,
        username,
        vCluster,
        issuedAt: issuedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      }))
    }),

  revoke: writer({
    method: 'DELETE',
    path: '/gateway/v2/token/{id}',
    summary: 'Revoke a token: it is refused from now on',
    status: 204,
  })
    .input(z.strictObject({ id: text }))
    .mutation(async ({ ctx, input: { id } }): Promise<void> => {
      if (!(await ctx.store.revokeToken(id, actorOf(ctx))))
        throw new GatewayError(
          'NOT_FOUND',
          'There is no such token that can still be used: list the tokens for their ids',
        )
      await inForce(ctx, await ctx.store.generation())
    }),
})

async function requireAccount(context: Context, vCluster: string, username: string): Promise<void> {
  await requireVirtualCluster(context, vCluster)
  const account = await context.store.get({ kind: 'GatewayServiceAccount', vCluster, name: username })
  if (!account)
    throw new GatewayError(
      'NOT_FOUND',
      `Virtual cluster ${vCluster} has no service account ${username}: create it first`,
    )
  if (account.spec.type !== 'LOCAL')
    throw new GatewayError(
      'CONFLICT',
      `${username} is an EXTERNAL account, which signs in elsewhere: tokens are for LOCAL ones`,
    )
}

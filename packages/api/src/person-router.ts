import { GatewayError } from '@tidegate/errors'
import { z } from 'zod'
import { actorOf } from './change.ts'
import type { Context } from './context.ts'
import { manager, oneself, router } from './trpc.ts'

const role = z.enum(['viewer', 'operator', 'owner'], 'choose Viewer, Operator or Owner')
const id = z.string().min(1)

const newPerson = z.strictObject({
  name: z.string().trim().min(1, 'give a name').max(200, 'give a name of 200 characters or fewer'),
  email: z.string().trim().pipe(z.email('give an e-mail address')),
  role,
})

const signInOf = ({ signIn }: Context) => {
  if (signIn) return signIn
  throw new GatewayError('API_NOT_OFFERED', 'People and sessions are of the console: ask there')
}

const passwordLink = ({ token, until }: { token: string; until: Date }) => ({
  path: `/password?${new URLSearchParams({ token })}`,
  until: until.toISOString(),
})

export const personRouter = router({
  list: manager().query(async ({ ctx }) => {
    const people = await signInOf(ctx).people.list()
    return people.map(({ createdAt, seenAt, ...person }) => ({
      ...person,
      since: createdAt.toISOString(),
      ...(seenAt && { seen: seenAt.toISOString() }),
      isYou: person.id === signInOf(ctx).userId,
    }))
  }),
  add: manager()
    .input(newPerson)
    .mutation(async ({ ctx, input }) => passwordLink(await signInOf(ctx).people.add(input, actorOf(ctx)))),
  offerPassword: manager()
    .input(z.strictObject({ id }))
    .mutation(async ({ ctx, input }) => passwordLink(await signInOf(ctx).people.offerPassword(input.id, actorOf(ctx)))),
  setRole: manager()
    .input(z.strictObject({ id, role }))
    .mutation(({ ctx, input }) => signInOf(ctx).people.setRole(input.id, input.role, actorOf(ctx))),
  remove: manager()
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => signInOf(ctx).people.remove(input.id, actorOf(ctx))),
})

/** Those of the caller alone. */
export const sessionRouter = router({
  current: oneself().query(({ ctx: { actor } }) => ({ user: actor.user, role: actor.role })),
  list: oneself().query(async ({ ctx }) => {
    const { people, userId, sessionId, idleMs } = signInOf(ctx)
    const idleSince = ctx.now().getTime() - idleMs
    const sessions = await people.sessions(userId)
    const open = sessions.filter(({ seenAt }) => seenAt.getTime() > idleSince)
    return open.map(({ since, seenAt, ...session }) => ({
      ...session,
      since: since.toISOString(),
      seen: seenAt.toISOString(),
      isThis: session.id === sessionId,
    }))
  }),
  end: oneself()
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => signInOf(ctx).people.endSession(signInOf(ctx).userId, input.id)),
  endOthers: oneself().mutation(({ ctx }) => {
    const { people, userId, sessionId } = signInOf(ctx)
    return people.endOtherSessions(userId, sessionId)
  }),
})

import { TRPCError } from '@trpc/server'
import { contextOf } from '#context.ts'
import { env } from '#env.ts'
import { refusalOf } from '#origin.ts'
import { appRouter, fetchRequestHandler, tell } from '#packages.ts'
import { readSession, touch } from '#request-session.ts'

const log = (error: unknown, correlationId: string) => console.error({ correlationId, error })

/** Polling alone does not keep a session: the page says when its user has done something. */
async function admit(request: Request) {
  const refusal = refusalOf(request, env().TIDEGATE_CONSOLE_URL)
  if (refusal) throw new TRPCError({ code: 'FORBIDDEN', message: refusal })
  const session = await readSession(request.headers)
  if (session === undefined) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in to the console first' })
  if (request.method !== 'GET' || request.headers.has('x-tidegate-active')) await touch(session)
  return contextOf(session)
}

const handle = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () =>
      admit(request).catch(error => {
        throw error instanceof TRPCError ? error : tell(error, { log })
      }),
  })

export { handle as GET, handle as POST }

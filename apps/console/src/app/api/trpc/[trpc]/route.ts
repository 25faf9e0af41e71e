import { TRPCError } from '@trpc/server'
import { contextOf } from '#context.ts'
import { isSameOrigin } from '#origin.ts'
import { appRouter, fetchRequestHandler } from '#packages.ts'
import { requestSession } from '#request-session.ts'

async function admit(request: Request) {
  const session = await requestSession()
  if (session === undefined) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in to the console first' })
  if (request.method !== 'GET' && !isSameOrigin(request))
    throw new TRPCError({ code: 'FORBIDDEN', message: 'A change must be sent from the console itself' })
  return contextOf(session)
}

const handle = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => admit(request),
  })

export { handle as GET, handle as POST }

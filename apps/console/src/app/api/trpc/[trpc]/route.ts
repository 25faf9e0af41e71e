import { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { isSameOrigin } from '#origin.ts'
import { requestSession } from '#request-session.ts'
import { appRouter } from '#trpc/stand-in.ts'

async function contextOf(request: Request) {
  if ((await requestSession()) === undefined)
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in to the console first.' })
  if (request.method !== 'GET' && !isSameOrigin(request))
    throw new TRPCError({ code: 'FORBIDDEN', message: 'A change must be sent from the console itself.' })
  return { signedIn: true }
}

const handle = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => contextOf(request),
  })

export { handle as GET, handle as POST }

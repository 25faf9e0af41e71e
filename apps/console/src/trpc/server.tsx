import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { cache, type ReactNode, Suspense } from 'react'
import { Skeleton } from '#components/skeleton.tsx'
import { contextOf, newestNews } from '#context.ts'
import { appRouter, GatewayError } from '#packages.ts'
import { requireSession } from '#request-session.ts'
import { createQueryClient } from '#trpc/query-client.ts'
import { ReadSince } from '#trpc/read-since.tsx'

/** One for each request; what had been told is asked before it reads anything. */
const readingOf = cache(() => ({ news: newestNews(), queryClient: createQueryClient() }))

export const queryClientOf = () => readingOf().queryClient

export const api = createTRPCOptionsProxy({
  ctx: async () => {
    const session = await requireSession('/')
    if (session === 'unknown') throw new GatewayError('STORE_UNAVAILABLE', 'The database cannot be reached')
    return contextOf(session)
  },
  router: appRouter,
  queryClient: queryClientOf,
})

type PrefetchedProps = { reads: readonly Promise<void>[]; children: ReactNode }

/** Gives the browser what the server has read already. What could not be read the browser asks for itself. */
export const Prefetched = (props: PrefetchedProps) => (
  <Suspense fallback={<Skeleton />}>
    <Hydrated {...props} />
  </Suspense>
)

/** Waits for it, so that nothing is shown before. */
export async function Hydrated({ reads, children }: PrefetchedProps) {
  await Promise.all(reads)
  const { news, queryClient } = readingOf()
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      {children}
      <ReadSince news={news} />
    </HydrationBoundary>
  )
}

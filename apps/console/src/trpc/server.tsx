import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { cache, type ReactNode, Suspense } from 'react'
import { Skeleton } from '#components/skeleton.tsx'
import { contextOf } from '#context.ts'
import { appRouter, GatewayError } from '#packages.ts'
import { requireSession } from '#request-session.ts'
import { createQueryClient } from '#trpc/query-client.ts'

/** One for each request. */
export const queryClientOf = cache(createQueryClient)

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
  return <HydrationBoundary state={dehydrate(queryClientOf())}>{children}</HydrationBoundary>
}

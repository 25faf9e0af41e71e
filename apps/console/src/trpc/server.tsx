import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { cache, type ReactNode } from 'react'
import { createQueryClient } from '#trpc/query-client.ts'
import { appRouter } from '#trpc/stand-in.ts'

/** One cache for each request. */
export const queryClientOf = cache(createQueryClient)

export const api = createTRPCOptionsProxy({
  ctx: () => ({ signedIn: true }),
  router: appRouter,
  queryClient: queryClientOf,
})

/** Hands the browser what this request has read, or has begun to read. */
export const Hydrated = ({ children }: { children: ReactNode }) => (
  <HydrationBoundary state={dehydrate(queryClientOf())}>{children}</HydrationBoundary>
)

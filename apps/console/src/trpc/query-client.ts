import { QueryClient } from '@tanstack/react-query'
import { isSignedOut } from '#components/trouble.ts'
import { feedState } from '#trpc/feed.ts'

const pollMs = 2000

/** Of a query that asks what something would do, or a gateway: its failure is said where it was asked, and the page is not stale. */
export const asking = { asks: true } as const

/** A list is read again page by page, and so less often the longer it is. */
const pagesOf = (data: unknown): number => (data as { pages?: readonly unknown[] } | undefined)?.pages?.length ?? 1

/**
 * While the stream of changes is open a query is read again when it says so; otherwise, and after a failure, every query
 * polls while its page is seen, and the next poll is the retry. What was read before a failure stays. A session that has
 * ended is the one thing that polling cannot mend.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchInterval: ({ state }) => {
          if (isSignedOut(state.error)) return false
          return feedState() === 'open' && state.status === 'success' ? false : pollMs * pagesOf(state.data)
        },
        refetchIntervalInBackground: false,
        retry: false,
        staleTime: pollMs,
      },
    },
  })

import { QueryClient } from '@tanstack/react-query'
import { isSignedOut } from '#components/trouble.ts'

const pollMs = 2000

/**
 * Every query polls while its page is seen, and the next poll is the retry. What was read before a failure stays.
 * A session that has ended is the one thing that polling cannot mend.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchInterval: ({ state }) => (isSignedOut(state.error) ? false : pollMs),
        refetchIntervalInBackground: false,
        retry: false,
        staleTime: pollMs,
      },
    },
  })

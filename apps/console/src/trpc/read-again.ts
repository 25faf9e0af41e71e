import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Of queries below that key. A first read that is under way may have been answered before the news: it is read again after. */
export async function readAgain(queryClient: QueryClient, queryKey: QueryKey = []): Promise<void> {
  const underWay = queryClient.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })
  const firstReads = underWay.filter(({ state }) => state.data === undefined)
  await queryClient.invalidateQueries({ queryKey })
  await Promise.allSettled(firstReads.map(query => query.promise))
  await Promise.all(firstReads.map(each => queryClient.invalidateQueries({ queryKey: each.queryKey, exact: true })))
}

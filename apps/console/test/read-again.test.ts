import { deepStrictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { readAgain } from '#trpc/read-again.ts'

/** All that waits for nothing but promises is done by then. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve))

/** A query that is answered when the test says so, on a page that shows it. */
function shown(queryClient: QueryClient, queryKey: readonly string[]) {
  const reads: PromiseWithResolvers<string>[] = []
  const queryFn = () => {
    const read = Promise.withResolvers<string>()
    reads.push(read)
    return read.promise
  }
  const observer = new QueryObserver(queryClient, { queryKey, queryFn, retry: false })
  return { reads, observer, leave: observer.subscribe(() => undefined) }
}

test('what is told while a page reads for the first time is read again once that is answered', async () => {
  const queryClient = new QueryClient()
  const { reads, observer, leave } = shown(queryClient, ['gateway', 'list'])
  const again = readAgain(queryClient, ['gateway'])
  reads[0]?.resolve('before')
  await turn()
  reads[1]?.resolve('after')
  await again
  deepStrictEqual([reads.length, observer.getCurrentResult().data], [2, 'after'])
  leave()
  queryClient.clear()
})

test('a first read of something else is not read again', async () => {
  const queryClient = new QueryClient()
  const { reads, leave } = shown(queryClient, ['partner', 'list'])
  const again = readAgain(queryClient, ['gateway'])
  reads[0]?.resolve('all there is')
  await again
  deepStrictEqual(reads.length, 1)
  leave()
  queryClient.clear()
})

test('what was read before is read at once, in the place of a read that is under way', async () => {
  const queryClient = new QueryClient()
  const { reads, observer, leave } = shown(queryClient, ['gateway', 'list'])
  reads[0]?.resolve('first')
  await turn()
  void observer.refetch()
  const again = readAgain(queryClient, ['gateway'])
  reads[2]?.resolve('after')
  await again
  reads[1]?.resolve('before')
  await turn()
  deepStrictEqual([reads.length, observer.getCurrentResult().data], [3, 'after'])
  leave()
  queryClient.clear()
})

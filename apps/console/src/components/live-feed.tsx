'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect } from 'react'
import { isSignedOut } from '#components/trouble.ts'
import { hearNews, setFeed } from '#trpc/feed.ts'
import { useTRPC } from '#trpc/provider.tsx'
import { readAgain } from '#trpc/read-again.ts'

/** After a refusal that is none of the session's, such as of a proxy whose console starts again. */
const againMs = 3000

/** One stream for each tab says what to read again; while it is open nothing polls. */
export function LiveFeed() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const onNews = ({ id, data }: { id: string; data: { about: 'everything' | 'gateways' } }) => {
    hearNews(id)
    if (data.about === 'everything') return readAgain(queryClient)
    const reported = [
      trpc.gateway.pathKey(),
      trpc.connection.pathKey(),
      trpc.gatewayServiceAccount.usage.pathKey(),
      trpc.virtualCluster.overview.pathKey(),
      trpc.virtualCluster.page.pathKey(),
      trpc.physicalCluster.page.pathKey(),
      trpc.partner.page.pathKey(),
    ]
    return Promise.all(reported.map(queryKey => readAgain(queryClient, queryKey)))
  }
  const session = useQuery({ ...trpc.session.current.queryOptions(), enabled: false })
  const { status, reset } = useSubscription(
    trpc.news.subscriptionOptions({}, { enabled: !isSignedOut(session.error), onData: news => void onNews(news) }),
  )
  const isOpen = status === 'pending'
  useEffect(() => {
    if (status !== 'error') return
    const timer = setTimeout(reset, againMs)
    return () => clearTimeout(timer)
  }, [status, reset])
  useEffect(() => {
    setFeed(isOpen)
    // What was lost with the stream is asked for, and polled until there is one again.
    if (!isOpen) void queryClient.invalidateQueries()
  }, [isOpen, queryClient])
  useEffect(() => () => setFeed(false), [])
  return null
}

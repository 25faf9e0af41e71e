'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { heardNews } from '#trpc/feed.ts'
import { readAgain } from '#trpc/read-again.ts'

/**
 * What the server has read for a page is put there after what this tab hears meanwhile: where it has heard other news than
 * had been told when the server began to read, it reads again.
 */
export function ReadSince({ news }: { news: string | undefined }) {
  const queryClient = useQueryClient()
  useEffect(() => {
    const heard = heardNews()
    if (heard !== undefined && heard !== news) void readAgain(queryClient)
  }, [news, queryClient])
  return null
}

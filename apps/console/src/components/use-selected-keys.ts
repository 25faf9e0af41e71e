'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Page, PagedQuery } from '#components/data-table.tsx'
import type { ListInput } from '#components/list-state.ts'
import { isSelected, type Selection } from '#components/selection.ts'

/** Answers the keys of what is selected by what matches now, whether the list has loaded them or not. */
export function useSelectedKeys<Row>(query: (input: ListInput) => PagedQuery<Page<Row>>, rowKey: (row: Row) => string) {
  const client = useQueryClient()
  return useCallback(
    async (selection: Selection): Promise<string[]> => {
      if (selection.kind === 'rows') return [...selection.keys]
      const all = query(selection.input)
      const { pages } = await client.fetchInfiniteQuery({
        ...all,
        // Beside the list, which goes on with the pages that it has.
        queryKey: ['selected', all.queryKey],
        pages: Number.POSITIVE_INFINITY,
        staleTime: 0,
        gcTime: 0,
      } as Parameters<typeof client.fetchInfiniteQuery>[0])
      const rows = pages.flatMap(page => (page as { rows: Row[] }).rows)
      return rows.map(rowKey).filter(key => isSelected(selection, key))
    },
    [client, query, rowKey],
  )
}

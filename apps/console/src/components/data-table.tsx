'use client'

import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query'
import type { AppRouter } from '@tidegate/api'
import type { TRPCClientErrorLike } from '@trpc/client'
import { type ReactNode, useEffect, useMemo } from 'react'
import { Button } from '#components/button.tsx'
import { type DataColumn, DataRows } from '#components/data-rows.tsx'
import type { ListInput } from '#components/list-state.ts'
import { ListToolbar, type Nouns } from '#components/list-toolbar.tsx'
import { Live } from '#components/live.tsx'
import { matchOf, nothingSelected } from '#components/selection.ts'
import { type Selecting, SelectionBar } from '#components/selection-bar.tsx'
import { type Filter, type ListState, useListState } from '#components/use-list-state.ts'

export type { DataColumn }

export type Page<Row> = { rows: Row[]; cursor?: string; total: number; of: number }

/** As tRPC answers it, whose keys and cursors have types of their own for each procedure. */
export type PagedQuery<P> = UseInfiniteQueryOptions<P, TRPCClientErrorLike<AppRouter>, InfiniteData<P, any>, any, any>

type DataTableProps<Row, P extends Page<Row>> = {
  nouns: Nouns
  columns: readonly DataColumn<Row>[]
  rowKey: (row: Row) => string
  query: (input: ListInput) => PagedQuery<P>
  filters?: readonly Filter[]
  /** What one can do beside it, such as to make another. */
  act?: ReactNode
  /** Stands there where there is not one row, matching or not. */
  empty: ReactNode
  /** What is to be said of a page besides its rows. */
  note?: (page: P) => ReactNode
  /** Where rows can be selected. A selection of all that match ends when something else is asked for. */
  selection?: Selecting
}

const noFilters: readonly Filter[] = []

/** A list of any length: searched, narrowed, ordered and paged by the server, as its address says. */
export function DataTable<Row, P extends Page<Row> = Page<Row>>(props: DataTableProps<Row, P>) {
  const { nouns, columns, rowKey, query, filters = noFilters, act, empty, note, selection } = props
  const sorts = columns.flatMap(({ name, sort }) => (sort === undefined ? [] : [{ name, sort }]))
  const state = useListState(
    sorts.map(({ sort }) => sort),
    filters,
  )
  const answer = useInfiniteQuery({ ...query(state.input), placeholderData: keepPreviousData })
  const { data, error, isFetchNextPageError } = answer
  const rows = useMemo(() => distinct(data?.pages ?? [], rowKey), [data, rowKey])
  const count = data?.pages.at(-1)
  useEndOfMatching(selection, state.input)
  return (
    <Live of={{ data, error: isFetchNextPageError ? null : error }}>
      {() =>
        count?.of === 0 && !state.isNarrowed ? (
          <div className="space-y-3">
            {note?.(count)}
            {empty}
          </div>
        ) : (
          <div className="space-y-3">
            {count && note?.(count)}
            <div className="flex flex-wrap items-center gap-3">
              <div className="min-w-0 grow">
                <ListToolbar nouns={nouns} state={state} filters={filters} sorts={sorts} count={count} />
              </div>
              {act}
            </div>
            {selection && (
              <SelectionBar selecting={selection} input={state.input} total={count?.total ?? 0} nouns={nouns} />
            )}
            {rows.size === 0 ? (
              <NothingMatches nouns={nouns} state={state} />
            ) : (
              <DataRows
                {...{ nouns, columns, rows, state, sorts, selection }}
                total={count?.total ?? 0}
                more={answer}
              />
            )}
          </div>
        )
      }
    </Live>
  )
}

function useEndOfMatching(selection: Selecting | undefined, input: ListInput): void {
  const { value, onChange } = selection ?? {}
  const isOver = value?.kind === 'matching' && matchOf(value.input) !== matchOf(input)
  useEffect(() => {
    if (isOver) onChange?.(nothingSelected)
  }, [isOver, onChange])
}

/** By their keys: what has moved between two pages while they were read comes once. */
const distinct = <Row,>(pages: readonly Page<Row>[], rowKey: (row: Row) => string): ReadonlyMap<string, Row> =>
  new Map(pages.flatMap(({ rows }) => rows.map(row => [rowKey(row), row] as const)))

const NothingMatches = ({ nouns, state }: { nouns: Nouns; state: ListState }) => (
  <div className="space-y-3 rounded-lg border border-line border-dashed px-4 py-8 text-center">
    <p className="text-ink-2">No {nouns.one} matches.</p>
    <Button onClick={state.clear}>Clear filters</Button>
  </div>
)

'use client'

import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query'
import type { AppRouter } from '@tidegate/api'
import type { TRPCClientErrorLike } from '@trpc/client'
import { Fragment, type ReactNode, useEffect, useMemo } from 'react'
import { Button } from '#components/button.tsx'
import { cn } from '#components/class-names.ts'
import { type ListSort, orderOf, SortButton } from '#components/list-sort.tsx'
import type { ListInput } from '#components/list-state.ts'
import { ListToolbar, type Nouns } from '#components/list-toolbar.tsx'
import { Failure, Live } from '#components/live.tsx'
import { type Column, type Heading, TableFrame, TableRow } from '#components/table.tsx'
import { isSignedOut } from '#components/trouble.ts'
import { type Filter, type ListState, useListState } from '#components/use-list-state.ts'
import { useVirtualRows } from '#components/use-virtual-rows.ts'

export type DataColumn<Row> = Column<Row> & {
  /** How the list's input calls it, where rows can be ordered by it. They are by the first of these. */
  readonly sort?: string
  /** A class, where the columns are not to be of one width. */
  readonly width?: string
}

type Page<Row> = { rows: Row[]; cursor?: string; total: number; of: number }

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
}

/** Rows from the end of what is loaded at which more is asked for. */
const AHEAD = 30
const noFilters: readonly Filter[] = []

/** A list of any length: searched, narrowed, ordered and paged by the server, as its address says. */
export function DataTable<Row, P extends Page<Row> = Page<Row>>(props: DataTableProps<Row, P>) {
  const { nouns, columns, rowKey, query, filters = noFilters, act, empty, note } = props
  const sorts = columns.flatMap(({ name, sort }) => (sort === undefined ? [] : [{ name, sort }]))
  const state = useListState(
    sorts.map(({ sort }) => sort),
    filters,
  )
  const answer = useInfiniteQuery({ ...query(state.input), placeholderData: keepPreviousData })
  const { data, error, isFetchNextPageError } = answer
  const rows = useMemo(() => distinct(data?.pages ?? [], rowKey), [data, rowKey])
  const count = data?.pages.at(-1)
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
            {rows.size === 0 ? (
              <NothingMatches nouns={nouns} state={state} />
            ) : (
              <Rows {...{ nouns, columns, rows, state, sorts }} total={count?.total ?? 0} more={answer} />
            )}
          </div>
        )
      }
    </Live>
  )
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

type More = {
  readonly hasNextPage: boolean
  readonly isFetching: boolean
  readonly isFetchingNextPage: boolean
  readonly isFetchNextPageError: boolean
  readonly isPlaceholderData: boolean
  readonly error: { message: string } | null
  fetchNextPage(options: { cancelRefetch: boolean }): Promise<unknown>
}

type RowsProps<Row> = {
  nouns: Nouns
  columns: readonly DataColumn<Row>[]
  rows: ReadonlyMap<string, Row>
  state: ListState
  sorts: readonly ListSort[]
  total: number
  more: More
}

function Rows<Row>({ nouns, columns, rows, state, sorts, total, more }: RowsProps<Row>) {
  const keys = useMemo(() => [...rows.keys()], [rows])
  const question = JSON.stringify(state.input)
  const { body, shown, rest, measure, onFocus } = useVirtualRows({ keys, lines: columns.length, question })
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= keys.length - AHEAD
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = more
  useEffect(() => {
    // What is being read again is not interrupted: the next page follows it.
    if (isNearEnd && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage({ cancelRefetch: false })
  }, [isNearEnd, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  return (
    <div aria-busy={more.isPlaceholderData} className="space-y-3 aria-busy:opacity-60">
      <TableFrame
        label={nouns.many.charAt(0).toUpperCase() + nouns.many.slice(1)}
        headings={columns.map(column => headingOf(column, sorts[0], state))}
        rowCount={total}
        className={cn('[overflow-anchor:none]', keys.length > 0 && 'md:table-fixed')}
        body={body}
        onFocus={onFocus}
      >
        {shown.map(({ index, gap }) => (
          <Fragment key={keys[index]}>
            <Gap px={gap} />
            <TableRow columns={columns} row={rows.get(keys[index]!)!} index={index} measure={measure} />
          </Fragment>
        ))}
        <Gap px={rest} />
      </TableFrame>
      <LoadMore nouns={nouns} more={more} />
    </div>
  )
}

function headingOf<Row>(
  { name, sort, width }: DataColumn<Row>,
  first: ListSort | undefined,
  state: ListState,
): Heading {
  if (sort === undefined) return { name, className: width }
  const content = <SortButton of={{ name, sort }} first={first} state={state} />
  return { name, className: width, content, order: orderOf(sort, first, state.input) }
}

/** The place of rows that are not there. */
const Gap = ({ px }: { px: number }) =>
  px > 0 && (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without cells that mean anything takes no focus.
    <tr aria-hidden="true" className="max-md:block">
      <td style={{ height: px }} className="max-md:block" />
    </tr>
  )

function LoadMore({ nouns, more }: { nouns: Nouns; more: More }) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = more
  if (!hasNextPage) return null
  return (
    <div className="space-y-3">
      {isFetchNextPageError && error && !isSignedOut(error) && <Failure error={error} />}
      <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage({ cancelRefetch: false })}>
        {isFetchingNextPage ? `Loading more ${nouns.many}…` : `Load more ${nouns.many}`}
      </Button>
    </div>
  )
}

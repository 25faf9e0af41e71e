'use client'

import { Fragment, useEffect, useMemo } from 'react'
import { Button } from '#components/button.tsx'
import { cn } from '#components/class-names.ts'
import { type ListSort, orderOf, SortButton } from '#components/list-sort.tsx'
import type { Nouns } from '#components/list-toolbar.tsx'
import { Failure } from '#components/live.tsx'
import { isSelected, toggled } from '#components/selection.ts'
import { SelectCell, type Selecting } from '#components/selection-bar.tsx'
import { type Column, type Heading, TableFrame, TableRow } from '#components/table.tsx'
import { isSignedOut } from '#components/trouble.ts'
import type { ListState } from '#components/use-list-state.ts'
import { useVirtualRows } from '#components/use-virtual-rows.ts'

export type DataColumn<Row> = Column<Row> & {
  /** How the list's input calls it, where rows can be ordered by it. They are by the first of these. */
  readonly sort?: string
  /** A class, where the columns are not to be of one width. */
  readonly width?: string
}

/** Rows from the end of what is loaded at which more is asked for. */
const AHEAD = 30

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
  selection: Selecting | undefined
}

/** Those of a long list that are seen; more are asked for when the end of what is loaded comes near. */
export function DataRows<Row>({ nouns, columns, rows, state, sorts, total, more, selection }: RowsProps<Row>) {
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
        headings={[...(selection ? [selectHeading] : []), ...columns.map(column => headingOf(column, sorts[0], state))]}
        rowCount={total}
        className={cn('[overflow-anchor:none]', keys.length > 0 && 'md:table-fixed')}
        body={body}
        onFocus={onFocus}
      >
        {shown.map(({ index, gap }) => (
          <Fragment key={keys[index]}>
            <Gap px={gap} />
            <TableRow
              columns={columns}
              row={rows.get(keys[index]!)!}
              index={index}
              measure={measure}
              before={selection && <Select of={selection} rowKey={keys[index]!} />}
            />
          </Fragment>
        ))}
        <Gap px={rest} />
      </TableFrame>
      <LoadMore nouns={nouns} more={more} />
    </div>
  )
}

const selectHeading: Heading = {
  name: 'Selected',
  content: <span className="sr-only">Selected</span>,
  className: 'md:w-12',
}

const Select = ({ of: { value, onChange }, rowKey }: { of: Selecting; rowKey: string }) => (
  <SelectCell
    label={`Select ${rowKey}`}
    isSelected={isSelected(value, rowKey)}
    onToggle={() => onChange(toggled(value, rowKey))}
  />
)

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
      <Button onClick={() => void fetchNextPage({ cancelRefetch: false })}>
        {isFetchingNextPage ? `Loading more ${nouns.many}…` : `Load more ${nouns.many}`}
      </Button>
    </div>
  )
}

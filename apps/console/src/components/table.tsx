import type { FocusEventHandler, ReactNode, Ref } from 'react'
import { cn } from '#components/class-names.ts'

export type Column<Row> = {
  name: string
  cell: (row: Row) => ReactNode
  className?: string
}

type TableProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/**
 * Rows and columns where there is room; on a narrow screen each row becomes a card whose cells carry the name of
 * their column.
 */
export const Table = <Row,>({ label, columns, rows, rowKey }: TableProps<Row>) => (
  <TableFrame label={label} headings={columns.map(({ name }) => ({ name }))}>
    {rows.map(row => (
      <TableRow key={rowKey(row)} columns={columns} row={row} />
    ))}
  </TableFrame>
)

export type Heading = {
  readonly name: string
  readonly content?: ReactNode
  readonly className?: string | undefined
  readonly order?: 'ascending' | 'descending' | undefined
}

type TableFrameProps = {
  label: string
  headings: readonly Heading[]
  /** Of how many rows these are some. */
  rowCount?: number | undefined
  className?: string
  body?: Ref<HTMLTableSectionElement>
  onFocus?: FocusEventHandler
  children: ReactNode
}

/** The roles are spelt out because the change of display takes the table's own ones away. */
export const TableFrame = ({ label, headings, rowCount, className, body, onFocus, children }: TableFrameProps) => (
  <div className="overflow-x-auto rounded-lg border border-line">
    {/* biome-ignore-start lint/a11y: the roles survive the change of display, the elements' own do not. */}
    <table
      role="table"
      aria-label={label}
      aria-rowcount={rowCount === undefined ? undefined : rowCount + 1}
      className={cn('w-full text-left max-md:block', className)}
    >
      <thead role="rowgroup" className="border-line border-b bg-surface-1 text-ink-3 text-xs max-md:sr-only">
        <tr role="row" aria-rowindex={rowCount === undefined ? undefined : 1}>
          {headings.map(({ name, content = name, className, order }) => (
            <th
              key={name}
              role="columnheader"
              scope="col"
              aria-sort={order}
              className={cn('px-4 py-2 font-medium whitespace-nowrap', className)}
            >
              {content}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} onFocus={onFocus} role="rowgroup" className="divide-y divide-line max-md:block">
        {children}
      </tbody>
    </table>
    {/* biome-ignore-end lint/a11y: see above. */}
  </div>
)

type TableRowProps<Row> = {
  columns: readonly Column<Row>[]
  row: Row
  /** Its place among all rows, where these are some. */
  index?: number | undefined
  /** Takes the element, to measure it. */
  measure?: ((element: Element | null) => void) | undefined
  before?: ReactNode
}

export const TableRow = <Row,>({ columns, row, index, measure, before }: TableRowProps<Row>) => (
  <tr
    ref={measure}
    // biome-ignore lint/a11y/noRedundantRoles: as above.
    role="row"
    data-index={index}
    aria-rowindex={index === undefined ? undefined : index + 2}
    className="relative align-top hover:bg-surface-1 max-md:block max-md:py-2"
  >
    {before}
    {columns.map((column, index) => (
      <Cell key={column.name} column={column} row={row} isName={index === 0} />
    ))}
  </tr>
)

/** The first cell names its row, and needs no word to say so. */
function Cell<Row>({ column, row, isName }: { column: Column<Row>; row: Row; isName: boolean }) {
  const Element = isName ? 'th' : 'td'
  return (
    <Element
      role={isName ? 'rowheader' : 'cell'}
      scope={isName ? 'row' : undefined}
      data-name={column.name}
      className={cn(
        'px-4 py-2.5 font-normal max-md:block max-md:py-1',
        isName && 'font-medium',
        !isName && 'max-md:grid max-md:grid-cols-[7.5rem_minmax(0,1fr)] max-md:gap-3',
        !isName && 'max-md:before:text-ink-3 max-md:before:content-[attr(data-name)]',
        column.className,
      )}
    >
      <div className="min-w-0 break-words">{column.cell(row)}</div>
    </Element>
  )
}

import type { ReactNode } from 'react'
import { cn } from '#components/class-names.ts'

export type Column<Row> = { name: string; cell: (row: Row) => ReactNode; className?: string }

type TableProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/**
 * Rows and columns where there is room; on a narrow screen each row becomes a card whose cells carry the name of
 * their column. The roles are spelt out because that change of display takes the table's own ones away.
 */
export function Table<Row>({ label, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      {/* biome-ignore-start lint/a11y: the roles survive the change of display, the elements' own do not. */}
      <table role="table" aria-label={label} className="w-full text-left max-md:block">
        <thead role="rowgroup" className="border-line border-b bg-surface-1 text-ink-3 text-xs max-md:sr-only">
          <tr role="row">
            {columns.map(({ name }) => (
              <th key={name} role="columnheader" scope="col" className="px-4 py-2 font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line max-md:block">
          {rows.map(row => (
            <tr key={rowKey(row)} role="row" className="align-top hover:bg-surface-1 max-md:block max-md:py-2">
              {columns.map((column, index) => (
                <Cell key={column.name} column={column} row={row} isName={index === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y: see above. */}
    </div>
  )
}

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

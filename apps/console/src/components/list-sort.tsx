import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ListState } from '#components/use-list-state.ts'

/** A column that rows can be ordered by, and how the list's input calls it. */
export type ListSort = { readonly name: string; readonly sort: string }

type SortButtonProps = { of: ListSort; first: ListSort | undefined; state: ListState }

/** The heading of such a column: it orders by it, and the other way round where that is so already. */
export function SortButton({ of: { name, sort }, first, state: { input, set } }: SortButtonProps) {
  const order = orderOf(sort, first, input)
  const Icon = order === 'descending' ? ArrowDown : ArrowUp
  const isDescending = order === 'ascending'
  return (
    <>
      <span className="md:hidden">{name}</span>
      <button
        type="button"
        onClick={() => set({ sort: sort === first?.sort ? null : sort, order: isDescending ? 'desc' : null })}
        className="group inline-flex items-center gap-1 font-medium hover:text-ink-1 max-md:hidden"
      >
        {name}
        <Icon
          aria-hidden="true"
          className={`size-3 ${order ? 'text-ink-1' : 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60'}`}
        />
      </button>
    </>
  )
}

/** How the rows stand by this column, for `aria-sort`; the first is what they are ordered by unless said otherwise. */
export function orderOf(
  sort: string,
  first: ListSort | undefined,
  input: ListState['input'],
): 'ascending' | 'descending' | undefined {
  if (sort !== (input.sort ?? first?.sort)) return undefined
  return input.order === 'desc' ? 'descending' : 'ascending'
}

'use client'

import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/button.tsx'
import { cn } from '#components/class-names.ts'
import { control } from '#components/field.tsx'
import type { ListSort } from '#components/list-sort.tsx'
import type { Filter, ListState } from '#components/use-list-state.ts'

const debounceMs = 150

export type Nouns = { readonly one: string; readonly many: string }

type ListToolbarProps = {
  nouns: Nouns
  state: ListState
  filters: readonly Filter[]
  sorts: readonly ListSort[]
  /** Absent while nothing is known. */
  count: { readonly total: number; readonly of: number } | undefined
}

/** Search, filters, on a narrow screen the order, and how many there are. */
export function ListToolbar({ nouns, state, filters, sorts, count }: ListToolbarProps) {
  return (
    <search aria-label={nouns.many} className="flex flex-wrap items-center gap-2">
      <SearchBox label={`Search ${nouns.many}`} state={state} />
      {filters.map(filter => (
        <Narrowing key={filter.name} by={filter} state={state} />
      ))}
      {sorts.length > 1 && (
        <div className="grow sm:grow-0 md:hidden">
          <OrderChoice state={state} sorts={sorts} />
        </div>
      )}
      <p role="status" className="ml-auto whitespace-nowrap text-ink-2">
        {count && wordsOf(count, nouns, state.isNarrowed)}
      </p>
    </search>
  )
}

function Narrowing({ by: { name, label, options }, state: { input, set } }: { by: Filter; state: ListState }) {
  const value = input[name] ?? ''
  const choose = (chosen: string) => set({ [name]: chosen || null })
  if (options) {
    const any = { value: '', label: `${label}: any` }
    return <Choice label={label} value={value} options={[any, ...options]} onChange={choose} />
  }
  if (value === '') return null
  return (
    <Button className="flex items-center gap-1.5 break-all" onClick={() => choose('')}>
      {label}: {value}
      <span className="sr-only">, show every {label.toLowerCase()}</span>
      <X aria-hidden="true" className="size-4 shrink-0" />
    </Button>
  )
}

const number = new Intl.NumberFormat('en')

function wordsOf({ total, of }: { total: number; of: number }, { one, many }: Nouns, isNarrowed: boolean): string {
  if (isNarrowed) return `${number.format(total)} of ${number.format(of)} match`
  return `${number.format(total)} ${total === 1 ? one : many}`
}

/** What is typed is asked for after a short rest; `/` leads here from anywhere on the page. */
function SearchBox({ label, state: { input, set } }: { label: string; state: ListState }) {
  const wanted = input.search ?? ''
  const [text, setText] = useState(wanted)
  const asked = useRef(wanted)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (wanted !== asked.current) setText(wanted)
    asked.current = wanted
  }, [wanted])
  useEffect(() => {
    if (text === asked.current) return
    const timer = setTimeout(() => {
      asked.current = text
      set({ search: text || null })
    }, debounceMs)
    return () => clearTimeout(timer)
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      box.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="relative min-w-56 flex-1 sm:max-w-72">
      <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
      <input
        ref={box}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        maxLength={1000}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className={cn(control, 'py-1.5 pl-8 placeholder:text-ink-3')}
      />
    </div>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=checkbox]), textarea, select, [role=dialog], [role=alertdialog]') !== null)

type ChoiceProps = {
  label: string
  value: string
  options: readonly { readonly value: string; readonly label: string }[]
  onChange: (value: string) => void
}

const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <select
    aria-label={label}
    value={value}
    onChange={({ target }) => onChange(target.value)}
    className="max-w-full grow rounded-md border border-line-strong bg-surface-2 px-2 py-1.5 text-ink-1 sm:grow-0"
  >
    {options.map(option => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </select>
)

/** The headings of columns, which order the rows, are not seen on a narrow screen. */
function OrderChoice({ state: { input, set }, sorts }: { state: ListState; sorts: readonly ListSort[] }) {
  const [first] = sorts
  const options = sorts.flatMap(({ sort, name }) => [
    { value: sort, label: `${name}, ascending` },
    { value: `${sort} desc`, label: `${name}, descending` },
  ])
  const value = [input.sort ?? first?.sort, ...(input.order ? ['desc'] : [])].join(' ')
  const choose = (chosen: string) => {
    const [sort = null, order = null] = chosen.split(' ')
    set({ sort: sort === first?.sort ? null : sort, order })
  }
  return <Choice label="Order" value={value} options={options} onChange={choose} />
}

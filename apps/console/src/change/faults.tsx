'use client'

import { createContext, type ReactNode, useContext, useId, useMemo, useState } from 'react'
import type { Plan } from '#trpc/provider.tsx'

type Fault = Pick<Plan['errors'][number], 'change' | 'path' | 'message'>

type Faults = {
  readonly errors: readonly Fault[]
  readonly touched: ReadonlySet<string>
  readonly showsAll: boolean
  touch(field: string): void
}

const Context = createContext<Faults>({ errors: [], touched: new Set(), showsAll: false, touch: () => undefined })

type FaultsProviderProps = { errors: readonly Fault[]; showsAll: boolean; children: ReactNode }

/** Gives every field the server's own words about it, from when it was left or the whole was asked for. */
export function FaultsProvider({ errors, showsAll, children }: FaultsProviderProps) {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const value = useMemo(
    () => ({
      errors,
      touched,
      showsAll,
      touch: (field: string) => setTouched(before => (before.has(field) ? before : new Set(before).add(field))),
    }),
    [errors, touched, showsAll],
  )
  return <Context value={value}>{children}</Context>
}

const textOf = (change: number | undefined, path: string) => `${change ?? 0}:${path}`

/** `spec.acls[0].host` is a fault of `spec.acls` too. */
const isWithin = (path: string | undefined, field: string): boolean =>
  path === field || (path?.startsWith(`${field}.`) ?? false) || (path?.startsWith(`${field}[`) ?? false)

/** The faults of one field of one change, what a control needs to tell of them, and where they stand. */
export function useFaults(path: string, change = 0) {
  const { errors, touched, showsAll, touch } = useContext(Context)
  const id = useId()
  const key = textOf(change, path)
  const isShown = showsAll || touched.has(key)
  const messages = isShown
    ? errors.filter(each => (each.change ?? 0) === change && isWithin(each.path, path)).map(({ message }) => message)
    : []
  return {
    messages,
    control: {
      onBlur: () => touch(key),
      'aria-invalid': messages.length > 0,
      'aria-describedby': messages.length > 0 ? id : undefined,
    },
    words: messages.length > 0 && (
      <ul id={id} className="space-y-0.5 text-bad text-xs">
        {messages.map(message => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    ),
  }
}

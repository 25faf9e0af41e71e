'use client'

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
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
  const afterPress = useAfterPress()
  const value = useMemo(
    () => ({
      errors,
      touched,
      showsAll,
      touch: (field: string) =>
        afterPress(() => setTouched(before => (before.has(field) ? before : new Set(before).add(field)))),
    }),
    [errors, touched, showsAll, afterPress],
  )
  return <Context value={value}>{children}</Context>
}

/** Words about a field move what stands below it: a press that leaves the field must find its target where it was. */
function useAfterPress(): (work: () => void) => void {
  const press = useRef({ isOn: false, waiting: [] as (() => void)[] })
  useEffect(() => {
    const begin = () => {
      press.current.isOn = true
    }
    // The click of a press comes after its end.
    const end = () =>
      setTimeout(() => {
        const { waiting } = press.current
        press.current = { isOn: false, waiting: [] }
        for (const work of waiting) work()
      })
    const ends = ['pointerup', 'pointercancel'] as const
    window.addEventListener('pointerdown', begin, true)
    for (const name of ends) window.addEventListener(name, end, true)
    return () => {
      window.removeEventListener('pointerdown', begin, true)
      for (const name of ends) window.removeEventListener(name, end, true)
    }
  }, [])
  return useCallback(work => {
    if (press.current.isOn) press.current.waiting.push(work)
    else work()
  }, [])
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

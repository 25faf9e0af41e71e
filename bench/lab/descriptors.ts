import { readFileSync } from 'node:fs'

/** What a proxy or broker has open beside connections. */
const OTHER_FILES = 1000

type Fitting = { readonly count: number; readonly why?: string }

/** So many connections, or as many as a proxy can have that needs two descriptors for each. */
export function fitting(wanted: number): Fitting {
  const allowed = Number(/Max open files\s+\S+\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1])
  const count = Math.min(wanted, Math.floor((allowed - OTHER_FILES) / 2))
  if (count === wanted) return { count }
  const why = `${wanted} connections need more than the ${allowed} descriptors that a process may have here: ${count} were measured`
  return { count, why }
}

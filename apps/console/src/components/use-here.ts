'use client'

import { usePathname, useSearchParams } from 'next/navigation'

/** The address of this page, with what it is narrowed to. */
export function useHere(): string {
  const path = usePathname()
  const search = useSearchParams().toString()
  return search === '' ? path : `${path}?${search}`
}

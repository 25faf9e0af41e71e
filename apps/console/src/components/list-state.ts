import type { PageInput } from '@tidegate/api'

/** What of a list is asked for: a text, what it is ordered by, and one value for each field that it is narrowed to. */
export type ListInput = Omit<PageInput, 'vCluster' | 'cursor' | 'limit' | 'direction'>

type Address = Readonly<Record<string, string | string[] | null | undefined>>

/** As it stands in an address. What is not of this list the list itself leaves out. */
export const listInputOf = (address: Address): ListInput =>
  Object.fromEntries(Object.entries(address).filter(([, value]) => typeof value === 'string' && value !== ''))

/** How a list goes on, for what the server reads first and the browser reads then. */
export const goesOn = { getNextPageParam: ({ cursor }: { readonly cursor?: string }) => cursor }

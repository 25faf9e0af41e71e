import { type Listing, text } from '@tidegate/resources'
import { z } from 'zod'
import type { Parameter, Rest } from './trpc.ts'

const LIMIT = 'give a whole number from 1 to 200'
const MOST = 200

/** A cursor is longer than any other text: it holds a few names. */
const CURSOR_LENGTH = 8_000

export const everyPage = {
  search: text.optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
  cursor: z.string().max(CURSOR_LENGTH, 'give the cursor of an answer').optional(),
  limit: z.coerce.number(LIMIT).int(LIMIT).min(1, LIMIT).max(MOST, LIMIT).default(MOST),
  // Said by queries that go on and on, of which these know one way.
  direction: z.literal('forward').optional(),
}

export type Filter =
  | 'role'
  | 'type'
  | 'physicalCluster'
  | 'principal'
  | 'resourceType'
  | 'operation'
  | 'permissionType'
  | 'virtualCluster'
  | 'gateway'

/** Which of them a list takes, and with which values, its schema decides. */
export type PageInput = {
  readonly [field in Filter | 'vCluster' | 'search' | 'sort' | 'cursor']?: string | undefined
} & {
  readonly order?: 'asc' | 'desc' | undefined
  readonly limit?: number | undefined
  readonly direction?: 'forward' | undefined
}

type ReadInput = PageInput & { readonly order: 'asc' | 'desc'; readonly limit: number }

/** What can be asked of a list. */
export type Asked = Pick<Listing, 'search' | 'order' | 'filters'> & { readonly isInVirtualCluster?: boolean }

export function pageInputOf({ order, filters, isInVirtualCluster }: Asked) {
  const narrowed = Object.entries(filters).map(([name, values]) => [
    name,
    (values === 'any' ? text : z.enum(values)).optional(),
  ])
  const input = z.strictObject({
    ...everyPage,
    ...(isInVirtualCluster && { vCluster: text.optional() }),
    sort: z.enum(order).optional(),
    ...Object.fromEntries(narrowed),
  }) as unknown as z.ZodType<ReadInput, PageInput>
  return input.default({ order: 'asc', limit: MOST })
}

const parameter = (description: string): Parameter => ({ type: 'string', description })

/** The same as parameters of REST. */
export function pageParametersOf({ search, order, filters, isInVirtualCluster }: Asked): NonNullable<Rest['query']> {
  const narrowed = Object.entries(filters).map(([name, values]) => {
    const one = values === 'any' ? '' : `: one of ${values.join(', ')}`
    return [name, parameter(`Only those of this ${name}${one}.`)] as const
  })
  return {
    ...(isInVirtualCluster && {
      vcluster: { ...parameter('Only what belongs to this virtual cluster.'), to: 'vCluster' },
    }),
    search: parameter(`A part of ${search.join(' or ')}, in any case of letters.`),
    ...Object.fromEntries(narrowed),
    sort: parameter(`What to order by: one of ${order.join(', ')}; ${order[0]} if left out.`),
    order: parameter('asc or desc; asc if left out.'),
    limit: parameter('How many at most, from 1 to 200, which it is if left out.'),
    cursor: parameter('Goes on where an answer with this cursor ended, in the same order.'),
  }
}

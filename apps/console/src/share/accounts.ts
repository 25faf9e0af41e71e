import type { Account, Draft, Grant } from './draft.ts'
import { nameOf } from './naming.ts'

const MOST_CHARACTERS = 64

type Place = { readonly draft: Draft; readonly index: number }

/** The first account is the partner's application; further ones are numbered until they are named. */
export function accountName({ name }: Account, { draft, index }: Place): string {
  const end = index === 0 ? '-app' : `-app-${index + 1}`
  return name ?? `${nameOf(draft).slice(0, MOST_CHARACTERS - end.length)}${end}`
}

export const groupPrefix = ({ groupPrefix }: Account, draft: Draft): string => groupPrefix ?? `${nameOf(draft)}-`

export const grantOf = ({ template, grants }: Account, physical: string): Grant =>
  template === 'custom' ? (grants[physical] ?? 'none') : template

const reads = (grant: Grant) => grant === 'read' || grant === 'both'

export const mayRead = (account: Account, { topics }: Draft): boolean =>
  topics.some(({ physical }) => reads(grantOf(account, physical)))

export const grantWords: Readonly<Record<Grant, string>> = {
  read: 'Read',
  write: 'Write',
  both: 'Read and write',
  none: 'Nothing',
}

/** As kafka-acls has them for --consumer and --producer; to create topics is of no use where only aliases are. */
export const operationsOf: Readonly<Record<Grant, readonly ('READ' | 'WRITE' | 'DESCRIBE')[]>> = {
  read: ['READ', 'DESCRIBE'],
  write: ['WRITE', 'DESCRIBE'],
  both: ['READ', 'WRITE', 'DESCRIBE'],
  none: [],
}

import { accountName, groupPrefix, mayRead } from './accounts.ts'
import type { Draft } from './draft.ts'
import { aliasOf, nameOf } from './naming.ts'

/** One thing that the partner's clients get to see, and why it may tell more than it should. */
export type Shown = { readonly what: string; readonly text: string; readonly warnings: readonly string[] }

const words: readonly (readonly [reason: string, tells: readonly string[]])[] = [
  ['names an environment', ['prod', 'production', 'prd', 'staging', 'stage', 'stg', 'uat', 'qa', 'dev', 'test']],
  ['says that it is not for others', ['internal', 'intern', 'private', 'secret', 'confidential', 'legacy', 'tmp']],
  [
    'names a vendor',
    [
      'aiven',
      'amazon',
      'aws',
      'azure',
      'cloudera',
      'conduktor',
      'confluent',
      'gcp',
      'google',
      'ibm',
      'msk',
      'redpanda',
    ],
  ],
]

/** `prodOrders_v2` is made of prod, orders and v2. */
const partsOf = (text: string): Set<string> =>
  new Set(
    text
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/),
  )

type Secret = { readonly name: string; readonly what: string }

function warningsOf(text: string, secrets: readonly Secret[]): string[] {
  const parts = partsOf(text)
  const lower = text.toLowerCase()
  const told = words.flatMap(([reason, tells]) => {
    const found = tells.find(word => parts.has(word))
    return found === undefined ? [] : [`“${found}” ${reason}`]
  })
  const secret = secrets.find(({ name }) => lower.includes(name.toLowerCase()))
  return secret ? [...told, `it holds the name of ${secret.what} ${secret.name}`] : told
}

/** All that the partner's clients see of this share, however they look: of names, nothing else leaves the gateway. */
export function shownTo(draft: Draft, addresses: readonly string[]): Shown[] {
  const cluster = { name: draft.cluster, what: 'the physical cluster' }
  const topics = draft.topics.map(({ physical }) => ({ name: physical, what: 'the physical topic' }))
  const secrets = [...topics, cluster].filter(({ name }) => name.length > 2)
  const shown = (what: string, text: string): Shown => ({ what, text, warnings: warningsOf(text, secrets) })
  const all = [
    shown('Virtual cluster', nameOf(draft)),
    ...addresses.map(address => shown('Bootstrap address', address)),
    ...draft.topics.map(topic => shown('Topic', aliasOf(topic, draft.rule))),
    ...draft.accounts.map((account, index) => shown('Account', accountName(account, { draft, index }))),
    ...draft.accounts
      .filter(account => mayRead(account, draft))
      .map(account => shown('Consumer groups', `${groupPrefix(account, draft)}…`)),
  ].filter(({ text }) => text !== '')
  return [...new Map(all.map(each => [`${each.what} ${each.text}`, each])).values()]
}

import { applies, type Grant, type Pattern } from './grant.ts'
import { nouns, operationName, patternName } from './words.ts'

const SHORT = 4

type Asked = {
  readonly who: string
  readonly draft: readonly Grant[]
  readonly added: readonly Grant[]
  readonly hasAccount: boolean
  readonly isSuperUser: boolean
  /** How many rights it has now and would lose. */
  readonly lost: number
  readonly clients: readonly { readonly software?: string; readonly host: string }[]
}

/** What is allowed, and yet worth a second look. */
export function warningsOf(asked: Asked): string[] {
  const { who, added, hasAccount, isSuperUser } = asked
  const patterns = new Map(
    added.filter(isAllow).map(({ resourcePattern }) => [patternName(resourcePattern), resourcePattern]),
  )
  return [
    ...[...patterns.values()].flatMap(broad),
    ...withoutGroup(asked),
    ...cutOff(asked),
    ...(hasAccount ? [] : [`${who} has no service account in this virtual cluster: no client can sign in as it.`]),
    ...(isSuperUser ? [`${who} is a super user: it may do everything, whatever the rules say.`] : []),
  ]
}

const isAllow = ({ permissionType }: Grant): boolean => permissionType === 'ALLOW'

function broad({ resourceType, patternType, name }: Pattern): string[] {
  const noun = nouns[resourceType]
  if (patternType === 'LITERAL' && name === '*')
    return [`A rule for any ${noun} also covers every ${noun} that comes later.`]
  if (patternType === 'PREFIXED' && name.length < SHORT)
    return [`The beginning “${name}” is short: more ${noun}s may begin with it than you mean, also later.`]
  return []
}

/** A consumer that may read a topic but is in no group cannot commit, nor share its partitions. */
function withoutGroup({ who, draft, isSuperUser }: Asked): string[] {
  const reads = (type: string) =>
    draft.some(
      grant =>
        isAllow(grant) &&
        grant.resourcePattern.resourceType === type &&
        (grant.operation === 'READ' || grant.operation === 'ALL'),
    )
  if (isSuperUser || !reads('TOPIC') || reads('GROUP')) return []
  return [`${who} may read topics but use no group: most consumers need ${operationName('READ').toLowerCase()} on one.`]
}

function cutOff({ who, lost, clients }: Asked): string[] {
  if (lost === 0) return []
  return clients.map(
    ({ software, host }) =>
      `${who} is connected now and loses rights: ${software ?? 'an unnamed client'} from ${host}.`,
  )
}

/** The names of today that a pattern means. */
export const matching = (patterns: readonly Pattern[], names: readonly string[]): string[] =>
  names.filter(name => patterns.some(pattern => applies(pattern, name)))

import type { Grant, Operation, Pattern, ResourceType, Target } from './grant.ts'

/** What a principal for whom a rule stands is called. */
export const nameOfPrincipal = (principal: string): string =>
  principal === 'User:*' ? 'Everybody' : principal.replace(/^User:/, '')

export const nouns: Readonly<Record<ResourceType, string>> = {
  TOPIC: 'topic',
  GROUP: 'group',
  CLUSTER: 'virtual cluster',
  TRANSACTIONAL_ID: 'transactional id',
  DELEGATION_TOKEN: 'delegation token',
  USER: 'user',
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `DESCRIBE_CONFIGS` → `Describe configs`; `ALL` is what it means. */
export function operationName(operation: Operation): string {
  if (operation === 'ALL') return 'Everything'
  return capital(operation.toLowerCase().replaceAll('_', ' '))
}

/** Such as `topic orders`, `topics that begin with o`, `any topic`. */
export function patternName({ resourceType, patternType, name }: Pattern): string {
  const noun = nouns[resourceType]
  if (resourceType === 'CLUSTER') return noun
  if (patternType === 'PREFIXED') return `${noun}s that begin with ${name}`
  return name === '*' ? `any ${noun}` : `${noun} ${name}`
}

export const targetName = ({ pattern, host }: Target): string =>
  host === '*' ? patternName(pattern) : `${patternName(pattern)} from ${host}`

const listed = (words: readonly string[], link: string): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1)}`

/** What the rules about one target say together: `may read and describe, may not write`. */
export function sentenceOf(grants: readonly Grant[]): string {
  const operations = (permission: Grant['permissionType'], every: string) =>
    grants
      .filter(({ permissionType }) => permissionType === permission)
      .map(({ operation }) => (operation === 'ALL' ? every : operationName(operation).toLowerCase()))
  const allow = operations('ALLOW', 'do everything')
  const deny = operations('DENY', 'do anything')
  const says = [
    ...(allow.length > 0 ? [`may ${listed(allow, 'and')}`] : []),
    ...(deny.length > 0 ? [`may not ${listed(deny, 'or')}`] : []),
  ]
  return says.join(', ') || 'no rule'
}

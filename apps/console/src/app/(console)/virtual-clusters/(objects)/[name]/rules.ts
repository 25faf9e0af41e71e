import type { AclBinding } from '#trpc/provider.tsx'

/** Whether a rule is for that account, or for all. */
export const isOf = ({ principal }: AclBinding, account: string): boolean =>
  principal === 'User:*' || principal === `User:${account}`

/** Whether a rule is for that topic by its pattern. */
export function isAbout({ resourcePattern: { resourceType, name, patternType } }: AclBinding, topic: string): boolean {
  if (resourceType !== 'TOPIC') return false
  return patternType === 'PREFIXED' ? topic.startsWith(name) : name === '*' || name === topic
}

import type { AclBinding } from '#trpc/provider.tsx'

/** A consumer group that a rule lets its account read as; undefined where it may be any. */
export function groupOf({ resourcePattern }: AclBinding, username: string): string | undefined {
  const { name, patternType } = resourcePattern
  if (patternType === 'LITERAL') return name === '*' ? undefined : name
  return username.startsWith(name) ? username : `${name}group`
}

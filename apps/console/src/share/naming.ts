import { z } from 'zod'

/** How aliases are named after the topics that they show. */
export const rule = z.object({
  kind: z.enum(['keep', 'strip', 'replace', 'add']),
  /** The prefix that goes or comes, or the regular expression that is replaced. */
  text: z.string(),
  /** What it is replaced by; `$1` is its first group. */
  by: z.string(),
})

export type Rule = z.output<typeof rule>

const rules: Readonly<Record<Rule['kind'], (name: string, rule: Rule) => string>> = {
  keep: name => name,
  strip: (name, { text }) => (name.startsWith(text) ? name.slice(text.length) : name),
  replace: (name, { text, by }) => {
    const pattern = patternOf(text)
    return pattern ? name.replace(pattern, by) : name
  },
  add: (name, { text }) => `${text}${name}`,
}

/** Absent where the text is no regular expression, and where it is empty, which would match everywhere. */
export function patternOf(text: string): RegExp | undefined {
  if (text === '') return undefined
  try {
    return new RegExp(text, 'g')
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

type Named = { readonly physical: string; readonly alias?: string | undefined }

export const aliasOf = ({ physical, alias }: Named, rule: Rule): string => alias ?? rules[rule.kind](physical, rule)

const MOST = 63

/** `Müller & Söhne` becomes `muller-sohne`. */
export const technicalName = (displayName: string): string =>
  displayName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, MOST)
    .replace(/-+$/, '')

export const isTechnicalName = (name: string): boolean => /^[a-z][a-z0-9-]{1,62}$/.test(name)

type WithName = { readonly displayName: string; readonly name?: string | undefined }

export const nameOf = ({ displayName, name }: WithName): string => name ?? technicalName(displayName)

import { type ErrorCode, GatewayError } from '@tidegate/errors'
import { z } from 'zod'

type Issue = z.core.$ZodIssue

/** One field, where it is known, and what is wrong with it in the words of the error. */
export type Fault = { readonly path?: string; readonly message: string }

/** One sentence for each fault: the field, the rule, what to do. Values are left out, since they can be secret. */
export const invalid = (error: z.core.$ZodError, code: ErrorCode = 'INVALID'): GatewayError =>
  new GatewayError(
    code,
    error.issues
      .flatMap(faults)
      .map(({ message }) => message)
      .join('; '),
    error,
  )

/** What an error says, field by field. */
export function faultsOf({ message, cause }: GatewayError): Fault[] {
  return cause instanceof z.core.$ZodError ? cause.issues.flatMap(faults) : [{ ...pathOf(message), message }]
}

/** How sentences about fields begin, and those about properties of a physical cluster. */
const FIELD = /^((?:metadata|spec)[.[][^:\s]*|kind)(?:: | of )/
const PROPERTY = /^([a-z]+(?:\.[a-z]+)+): /

function pathOf(sentence: string): { path?: string } {
  const [, field] = FIELD.exec(sentence) ?? []
  if (field) return { path: field }
  const [, property] = PROPERTY.exec(sentence) ?? []
  return property ? { path: `spec.properties.${property}` } : {}
}

function faults(issue: Issue): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => {
      const path = fieldOf([...issue.path, key])
      return { path, message: `${path}: there is no such field: correct its name or remove it` }
    })
  const field = fieldOf(issue.path)
  const rule = ruleOf(issue)
  const [, property] = PROPERTY.exec(rule) ?? []
  const path = property && field === 'spec.properties' ? `${field}.${property}` : field
  return [{ ...(issue.path.length > 0 && { path }), message: `${field}: ${rule}` }]
}

/** As a user writes it: `spec.acls[0].operation`. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (field, step) => (typeof step === 'number' ? `${field}[${step}]` : `${field}${field && '.'}${String(step)}`),
    '',
  ) || 'the whole'

function ruleOf(issue: Issue): string {
  if (!issue.message.startsWith('Invalid ') && !issue.message.startsWith('Too ')) return issue.message
  if (issue.code === 'invalid_type')
    return issue.message.endsWith('received undefined')
      ? `it is missing: give ${nounOf(issue.expected)}`
      : `give ${nounOf(issue.expected)}`
  if (issue.code === 'invalid_value') return `use ${issue.values.map(String).join(' or ')}`
  if (issue.code === 'too_small') return `it must be at least ${issue.minimum}`
  if (issue.code === 'too_big') return `it must be at most ${issue.maximum}`
  return issue.message
}

const nouns: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  object: 'an object',
  record: 'an object of names and values',
  string: 'a text',
}

const nounOf = (type: string): string => nouns[type] ?? `a ${type}`

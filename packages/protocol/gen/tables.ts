import type { Field, Message, Scalar, Versions } from '../src/message.ts'
import type { Definition, FieldDefinition } from './definitions.ts'
import { parseVersions } from './versions.ts'

const EVERY: Versions = [0, Number.POSITIVE_INFINITY]
const SCALARS = new Set<string>([
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'float64',
  'string',
  'uuid',
  'bytes',
  'records',
] satisfies Scalar[])

const ZEROS = new Set<Field['default']>(['', 0, 0n, false])

/** Undefined for a message of which no version is left. */
export function tableOf(definition: Definition): Message | undefined {
  const versions = parseVersions(definition.validVersions, EVERY)
  if (!versions) return undefined
  const flexible = parseVersions(definition.flexibleVersions, versions) ?? null
  return {
    name: definition.name,
    type: definition.type as Message['type'],
    ...(definition.apiKey !== undefined && { apiKey: definition.apiKey }),
    versions,
    flexible,
    ...(definition.latestVersionUnstable && { unstable: versions[1] }),
    fields: fieldsOf(definition.fields, versions, definition),
  }
}

const fieldsOf = (fields: readonly FieldDefinition[], within: Versions, message: Definition): Field[] =>
  fields.flatMap(field => fieldOf(field, within, message) ?? [])

/** Undefined for a field that no version in range has. */
function fieldOf(field: FieldDefinition, within: Versions, message: Definition): Field | undefined {
  const versions = parseVersions(field.versions ?? field.taggedVersions, within)
  if (!versions) return undefined
  const nullable = parseVersions(field.nullableVersions, versions)
  const tagged = parseVersions(field.taggedVersions, versions)
  const array = field.type.startsWith('[]') ? '[]' : ''
  const element = field.type.slice(array.length)
  const isStruct = !SCALARS.has(element)
  // Such a field has an encoding of its own, which no definition of this release uses.
  if (isStruct && !array && nullable && tagged) throw new Error(`${message.name}: ${field.name} is tagged and nullable`)
  return {
    name: field.name[0]!.toLowerCase() + field.name.slice(1),
    type: `${array}${isStruct ? 'struct' : (element as Scalar)}`,
    versions,
    ...(nullable && { nullable }),
    ...(tagged && { tagged, tag: field.tag }),
    ...defaultOf(field, nullable !== undefined),
    ...(field.entityType && { entityType: field.entityType }),
    ...(field.flexibleVersions === 'none' && { compact: false as const }),
    ...(isStruct && { fields: fieldsOf(structOf(field, element, message), versions, message) }),
  }
}

function structOf(field: FieldDefinition, name: string, message: Definition): readonly FieldDefinition[] {
  const fields = field.fields ?? message.commonStructs?.find(struct => struct.name === name)?.fields
  if (!fields) throw new Error(`${message.name}: ${name} is not defined`)
  return fields
}

function defaultOf({ type, default: stated }: FieldDefinition, nullable: boolean): Pick<Field, 'default'> {
  // Records are null unless they must not be; every other type has a zero.
  if (type === 'records') return nullable ? { default: null } : {}
  const value = stated === undefined ? undefined : parseDefault(String(stated), type)
  return value === undefined || ZEROS.has(value) ? {} : { default: value }
}

function parseDefault(text: string, type: string): Field['default'] {
  if (text === 'null') return null
  if (type === 'string') return text
  if (type === 'bool') return text === 'true'
  if (type === 'int64') return BigInt(text)
  const value = Number(text)
  if (Number.isNaN(value)) throw new SyntaxError(`${text} is not a default of ${type}`)
  return value
}

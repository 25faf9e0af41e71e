import { type Body, type Field, includes, type Message, type Scalar } from './message.ts'

const ID = Buffer.alloc(16, 1).toString('base64url')

/** Every field of the version, tagged ones too, with a value that is not its default; arrays have one element. */
export const sample = (message: Message, version: number, text = 'x'): Body => structOf(message.fields, version, text)

const structOf = (fields: readonly Field[], version: number, text: string): Body =>
  Object.fromEntries(
    fields
      .filter(field => includes(field.versions, version))
      .map(field => [field.name, sampleOf(field, version, text)]),
  )

function sampleOf(field: Field, version: number, text: string): unknown {
  const one = field.type.replace('[]', '') as Scalar | 'struct'
  const value = one === 'struct' ? structOf(field.fields!, version, text) : scalarOf(one, field.default, text)
  return field.type.startsWith('[]') ? [value] : value
}

function scalarOf(type: Scalar, initial: Field['default'], text: string): unknown {
  switch (type) {
    case 'bool':
      return initial !== true
    case 'string':
      return text
    case 'uuid':
      return ID
    case 'bytes':
      return Buffer.from(text)
    case 'records':
      return [Buffer.from(text)]
    case 'int64':
      return initial === 1n ? 2n : 1n
    default:
      return initial === 1 ? 2 : 1
  }
}

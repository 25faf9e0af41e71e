import { type Body, type Field, type Message, messages, Writer, write } from '@tidegate/protocol'
import { type Class, overlay } from './overlay.ts'

/** The words of one side: what clients say, or what brokers say. */
export type Side = Readonly<Record<Class, unknown>>

const blob = (name: string, body: Body): Buffer => {
  const writer = new Writer()
  writer.int16(1)
  write(messages[name] as Message, 1, body, writer)
  return Buffer.concat(writer.slices())
}

const blobs = (topic: string) => ({
  subscription: blob('ConsumerProtocolSubscription', {
    topics: [topic],
    userData: null,
    ownedPartitions: [{ topic, partitions: [0] }],
  }),
  assignment: blob('ConsumerProtocolAssignment', { assignedPartitions: [{ topic, partitions: [0] }], userData: null }),
})

export const PHYSICAL_ID = Buffer.alloc(16, 7).toString('base64url')

const shared = { opaque: 'own-words', protocolType: 'consumer', records: [Buffer.from('record bytes')] }

export const virtual = (topicId: string): Side => ({
  topicName: 'shown-topic',
  topicId,
  groupId: 'shown-group',
  transactionalId: 'shown-transaction',
  brokerId: -1,
  host: 'unused',
  port: 1,
  rack: 'client-rack',
  clusterId: 'client-cluster',
  text: 'unused',
  epoch: 66661,
  clientHost: 'unused',
  hidden: undefined,
  ...blobs('shown-topic'),
  ...shared,
})

export const physical: Side = {
  topicName: 'secret-topic',
  topicId: PHYSICAL_ID,
  groupId: 'acme:shown-group',
  transactionalId: 'acme:shown-transaction',
  brokerId: 47114,
  host: 'broker.secret',
  port: 54321,
  rack: 'secret-rack',
  clusterId: 'secret-cluster',
  text: 'about secret-topic on broker.secret',
  epoch: 77771,
  clientHost: '/10.9.8.7',
  hidden: 'secret-value',
  ...blobs('secret-topic'),
  ...shared,
}

const textual = /string|uuid|bytes|records/

/** The class of a field, by Kafka's own mark first; undefined where its type carries a plain number. */
function classOf(path: string, field: Field): Class | undefined {
  if (field.entityType && field.entityType !== 'producerId') return field.entityType
  const known = overlay[path] ?? overlay[field.name]
  if (known || !textual.test(field.type)) return known
  throw new Error(`${path} is not classified: say in overlay.ts what it carries`)
}

const numbers: Readonly<Record<string, unknown>> = { bool: true, int64: 3n, float64: 3 }

/** Codes that say what kind of thing their siblings are about: groups, topics, brokers. */
const codes: Readonly<Record<string, number>> = {
  errorCode: 0,
  partitionErrorCode: 0,
  keyType: 0,
  resourceType: 2,
  endpointType: 1,
}

/** A body with every field of that version, filled with the words of one side. */
export const filled = (message: Message, version: number, side: Side): Body =>
  rows(message.fields, version, { side, path: message.name })

function rows(fields: readonly Field[], version: number, at: { side: Side; path: string }): Body {
  const present = fields.filter(({ versions }) => version >= versions[0] && version <= versions[1])
  return Object.fromEntries(
    present.map(field => [field.name, value(field, version, { ...at, path: `${at.path}.${field.name}` })]),
  )
}

function value(field: Field, version: number, at: { side: Side; path: string }): unknown {
  const one = field.fields ? rows(field.fields, version, at) : scalar(field, at)
  return field.type.startsWith('[]') ? [one] : one
}

function scalar(field: Field, { side, path }: { side: Side; path: string }): unknown {
  const kind = classOf(path, field)
  const word = kind && side[kind]
  if (codes[field.name] !== undefined) return codes[field.name]
  if (kind === 'hidden') return typeof word === 'string' && field.type.includes('string') ? word : undefined
  if (kind) return word
  return numbers[field.type.replace('[]', '')] ?? 3
}

/** All text of a body: names inside blobs too. */
export const spelled = (body: unknown): string =>
  JSON.stringify(body, (_, each) => {
    if (typeof each === 'bigint') return String(each)
    return each?.type === 'Buffer' ? Buffer.from(each.data).toString('latin1') : each
  })

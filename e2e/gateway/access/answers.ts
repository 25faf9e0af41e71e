import type { Answer, Side } from './side.ts'

/** The fields that tell the rows of an array apart. A row's place does not: brokers keep rows in hash maps. */
const IDENTITY = `name topic topicName topicId groupId key partitionIndex partition index resourceType resourceName
  patternType principal host operation permissionType`.split(/\s+/)

/** What is of each cluster alone, so that only its presence is compared. */
const MASKS: Readonly<Record<string, (value: any) => unknown>> = {
  clusterId: id => (id ? 'an id' : id),
  host: address => (/^[\d.]+$|^localhost$/.test(address) ? 'an address' : address),
  port: port => (port > 0 ? 'a port' : port),
  nodeId: node,
  brokerId: node,
  leaderId: node,
  controllerId: node,
  replicaNodes: ids => ids.map(node),
  isrNodes: ids => ids.map(node),
  offlineReplicas: ids => ids.map(node),
  producerId: id => (id >= 0n ? 'a producer id' : id),
  sessionId: id => (id > 0 ? 'a session' : id),
}

function node(id: number): unknown {
  return id >= 0 ? 'a node' : id
}

const UUID = /^(raw-)?(\w{8}-\w{4}-\w{4}-\w{4}-\w{12}|[\w-]{22})$/

function scalar(side: Side, field: string, value: unknown): unknown {
  if (field in MASKS && field !== 'host') return MASKS[field]!(value)
  if (field === 'topicId') return side.nameOf(value as string) ?? value
  if (/^(memberId|leader)$/.test(field) && UUID.test(value as string)) return 'a member id'
  return value
}

const isBytes = (value: unknown): boolean => value instanceof Buffer

const text = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)) ?? 'undefined'

/** What stands for a row itself. */
const THERE = 'there'

/** Every field of an answer by its path, such as `topics[orders].partitions[0].errorCode`. */
export function fieldsOf(side: Side, answer: Answer): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  if (typeof answer === 'string') return fields.set('', answer)
  collect(side, answer, '', fields)
  return fields
}

function collect(side: Side, body: object, path: string, fields: Map<string, string>): void {
  for (const [field, value] of Object.entries(body)) visit(side, field, value, path === '' ? field : `${path}.${field}`)

  function visit(side: Side, field: string, value: any, at: string): void {
    if (field === 'host' && typeof (body as any).port === 'number') fields.set(at, text(MASKS.host!(value)))
    else if (isBytes(value)) fields.set(at, value.toString('base64'))
    else if (Array.isArray(value) && value.some(isBytes)) fields.set(at, Buffer.concat(value).toString('base64'))
    else if (Array.isArray(value) && value.some(each => typeof each === 'object')) rows(side, value, at)
    else if (value !== null && typeof value === 'object' && !Array.isArray(value)) collect(side, value, at, fields)
    else {
      const one = scalar(side, field, value)
      if (one !== undefined) fields.set(at, text(Array.isArray(one) ? one.toSorted() : one))
    }
  }

  function rows(side: Side, all: readonly object[], at: string): void {
    const seen = new Map<string, number>()
    for (const [i, row] of all.entries()) {
      const key = identity(side, row) ?? `#${i}`
      // A Fetch may be answered with several rows of a topic, with a part of the partitions each.
      const count = at === 'responses' && 'partitions' in row ? 0 : (seen.get(key) ?? 0)
      seen.set(key, count + 1)
      const place = `${at}[${key}${count > 0 ? ` again ${count}` : ''}]`
      fields.set(place, THERE)
      collect(side, row, place, fields)
    }
  }
}

function identity(side: Side, row: any): string | undefined {
  const known = IDENTITY.filter(field => row[field] !== undefined && row[field] !== null)
  if (known.length === 0) return undefined
  if (row.port !== undefined) return 'node'
  const name = (field: string) => (field === 'topicId' ? (side.nameOf(row[field]) ?? row[field]) : String(row[field]))
  return [...new Set(known.map(name))].join(' ')
}

/** Where two answers are not the same. */
export type Difference = {
  readonly path: string
  readonly reference: string | undefined
  readonly gateway: string | undefined
}

/** Of a row that one answer lacks nothing is said but that; the fields of a row come right after it. */
export function compare(reference: ReadonlyMap<string, string>, gateway: ReadonlyMap<string, string>): Difference[] {
  const kinds = [reference, gateway].map(fields => fields.get('') ?? 'an answer')
  if (kinds[0] !== kinds[1]) return [{ path: '', reference: kinds[0], gateway: kinds[1] }]
  const found: Difference[] = []
  let absent: string | undefined
  for (const path of new Set([...reference.keys(), ...gateway.keys()])) {
    const [there, here] = [reference.get(path), gateway.get(path)]
    if (there === here || (absent !== undefined && path.startsWith(`${absent}.`))) continue
    absent = there === THERE || here === THERE ? path : undefined
    found.push({ path, reference: there, gateway: here })
  }
  return found
}

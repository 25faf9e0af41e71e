import type { Answer, Side } from './side.ts'

/** The fields that tell the rows of an array apart. A row's place does not: brokers keep rows in hash maps. */
const IDENTITY = `name topic topicName topicId groupId key partitionIndex partition index resourceType resourceName
  patternType principal host operation permissionType`.split(/\s+/)

/** What is of each cluster alone, so that only its presence is compared. */
const MASKS: Readonly<Record<string, (value: any) => unknown>> = {
  clusterId: id => (id ? 'an id' : id),
  nodeId: node,
  brokerId: node,
  leaderId: node,
  controllerId: node,
  replicaNodes: ids => ids.map(node),
  isrNodes: ids => ids.map(node),
  offlineReplicas: ids => ids.map(node),
  producerId: id => (id >= 0n ? 'a producer id' : id),
  sessionId: id => (id > 0 ? 'a session' : id),
  memberId,
  leader: memberId,
}

function node(id: number): unknown {
  return id >= 0 ? 'a node' : id
}

/** Coordinators make them of the client's id and a uuid, or of a uuid alone. */
function memberId(id: string | null): unknown {
  return id && /^(raw-)?([\da-f]{8}-.{27}|[\w-]{22})$/.test(id) ? 'a member id' : id
}

/** What stands for a row itself. */
const THERE = 'there'

/** Every field of an answer by its path, such as `topics[orders].partitions[0].errorCode`. */
export function fieldsOf(side: Side, answer: Answer): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  if (typeof answer === 'string') return fields.set('', answer)

  function struct(body: any, path: string): void {
    for (const [field, value] of Object.entries<any>(withoutAddress(body))) {
      const at = `${path}${field}`
      if (isStructs(value)) rows(value, at)
      else if (isStruct(value)) struct(value, `${at}.`)
      else fields.set(at, text(side, field, value))
    }
  }

  function rows(all: readonly any[], at: string): void {
    const seen = new Map<string, number>()
    for (const [i, row] of all.entries()) {
      const name = nameOf(side, row) ?? `#${i}`
      // A Fetch may be answered with several rows of a topic, with a part of the partitions each.
      const count = at === 'responses' && 'partitions' in row ? 0 : (seen.get(name) ?? 0)
      seen.set(name, count + 1)
      const place = `${at}[${name}${count > 0 ? ` again ${count}` : ''}]`
      fields.set(place, THERE)
      struct(row, `${place}.`)
    }
  }

  struct(answer, '')
  return fields
}

const isStruct = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Buffer)

const isStructs = (value: unknown): boolean => Array.isArray(value) && value.some(isStruct)

/** Of a node; an ACL has a host too. */
const withoutAddress = (body: any) =>
  'port' in body ? { ...body, host: body.host && 'an address', port: body.port > 0 ? 'a port' : body.port } : body

function nameOf(side: Side, row: any): string | undefined {
  if ('port' in row) return 'node'
  const known = IDENTITY.filter(field => row[field] !== undefined && row[field] !== null)
  if (known.length === 0) return undefined
  return [...new Set(known.map(field => (field === 'topicId' ? topicOf(side, row[field]) : row[field])))].join(' ')
}

const topicOf = (side: Side, id: string): string => side.nameOf(id) ?? id

function text(side: Side, field: string, value: any): string {
  if (value instanceof Buffer) return value.toString('base64')
  if (field === 'records' && value) return Buffer.concat(value).toString('base64')
  const shown = field === 'topicId' ? topicOf(side, value) : (MASKS[field]?.(value) ?? value)
  const sorted = Array.isArray(shown) ? shown.toSorted() : shown
  return JSON.stringify(sorted, (_, each) => (typeof each === 'bigint' ? String(each) : each))
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

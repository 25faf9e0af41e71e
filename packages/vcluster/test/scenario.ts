import { readdirSync, readFileSync } from 'node:fs'
import { GatewayError } from '@tidegate/errors'
import {
  apiNamed,
  type Body,
  type Message,
  messages,
  Reader,
  read,
  readResponse,
  Writer,
  write,
  writeResponse,
} from '@tidegate/protocol'
import { type Cluster, TopicTable } from '@tidegate/proxy'
import { parse } from 'yaml'
import type { AclBinding } from '../src/acl-binding.ts'
import { served } from '../src/apis.ts'
import type { Context } from '../src/context.ts'
import { speechOf } from '../src/renames.ts'
import { TopicIds } from '../src/topic-ids.ts'
import { Writers } from '../src/writers.ts'
import { viewOf } from './view.ts'

/** One file of `scenarios/`: what a client of `acme` sends, what reaches the broker, what the client is told. */
export type Scenario = {
  readonly scenario: string
  readonly api: string
  readonly version: number
  /** As in `ALLOW READ TOPIC orders`; the patterns are literal, and `orders*` is a prefix. */
  readonly acls?: readonly string[]
  /** True where `orders` is renamed to `purchases`, and both names work. */
  readonly renamed?: boolean
  /** True where no ACL can be edited, for the database is away. */
  readonly databaseAway?: boolean
  readonly when: Body
  /** Null where nothing may reach the broker. */
  readonly expects: Body | null
  readonly answers?: Body
  readonly then: Body
}

const folder = new URL('./scenarios/', import.meta.url)

export const scenarios: readonly Scenario[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.yaml'))
  .sort()
  .map(file => parse(readFileSync(new URL(file, folder), 'utf8')))

const PHYSICAL_ID = Buffer.alloc(16, 7).toString('base64url')
const NODE = { id: 0, host: 'gateway', port: 6972 }
const BROKER = 9

const bindingOf = (text: string): AclBinding => {
  const [permissionType = '', operation = '', resourceType = '', name = ''] = text.split(' ')
  const prefix = name.length > 1 && name.endsWith('*')
  return {
    resourcePattern: {
      resourceType,
      name: prefix ? name.slice(0, -1) : name,
      patternType: prefix ? 'PREFIXED' : 'LITERAL',
    },
    principal: 'User:alice',
    host: '*',
    operation,
    permissionType,
  }
}

const view = (acls: readonly string[], renamed = false) =>
  viewOf({
    aliases: {
      orders: 'physical.orders',
      payments: 'physical.payments',
      ...(renamed && { purchases: 'physical.orders' }),
    },
    retiring: renamed ? { orders: 'purchases' } : {},
    superUsers: ['root'],
    bindings: acls.map(bindingOf),
  })

const metadataRow = (name: string, id: string): Body => ({
  errorCode: 0,
  name,
  topicId: id,
  partitions: [
    {
      errorCode: 0,
      partitionIndex: 0,
      leaderId: BROKER,
      leaderEpoch: 5,
      replicaNodes: [BROKER],
      isrNodes: [BROKER],
      offlineReplicas: [],
    },
  ],
})

/** `$id(orders)` stands for the id that clients see, `$physical` for the one brokers know, `$cluster` for the cluster's id, `$batch(transactional)` for records, `$subscription(orders)` for a consumer's. */
function filledIn(value: unknown, ids: TopicIds): any {
  if (value === '$cluster') return view([]).ids.clusterId
  if (Array.isArray(value)) return value.map(each => filledIn(each, ids))
  if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledIn(each, ids)]))
  if (typeof value !== 'string') return value
  if (value === '$physical') return PHYSICAL_ID
  if (value.startsWith('$int64(')) return BigInt(value.slice(7, -1))
  if (value.startsWith('$subscription(')) return subscription(value.slice(14, -1).split('+'))
  if (value.startsWith('$batch(')) return [batch(value.slice(7, -1) === 'transactional')]
  return value.startsWith('$id(') ? ids.virtualId(value.slice(4, -1)) : value
}

function subscription(topics: readonly string[]): Buffer {
  const writer = new Writer()
  writer.int16(1)
  write(messages.ConsumerProtocolSubscription as Message, 1, { topics, userData: null, ownedPartitions: [] }, writer)
  return Buffer.concat(writer.slices())
}

function batch(transactional: boolean): Buffer {
  const bytes = Buffer.alloc(61)
  bytes[16] = 2
  bytes[22] = transactional ? 0x10 : 0
  return bytes
}

export type Outcome = {
  readonly sent: Body | null
  readonly expected: Body | null
  readonly answer: Body
  readonly due: Body
}

/** Both sides pass through the wire format, so that defaults need not be written in a scenario. */
export async function play({
  api: name,
  version,
  acls = [],
  when,
  expects,
  answers,
  then,
  renamed,
  databaseAway,
}: Scenario): Promise<Outcome> {
  const api = apiNamed(name)
  const acme = view(acls, renamed)
  const voice = new Map<string, string>()
  const topics = new TopicTable()
  topics.watch(new Set(acme.aliases.values()))
  topics.observe([
    metadataRow('physical.orders', PHYSICAL_ID),
    metadataRow('physical.payments', Buffer.alloc(16, 8).toString('base64url')),
  ])
  const ids = new TopicIds(acme, topics)
  const through = (message: typeof api.request, body: Body): Body => {
    const writer = new Writer()
    write(message, version, body, writer)
    return read(message, version, new Reader(writer.slices()))
  }
  const response = (body: Body) =>
    readResponse(api, version, new Reader(Buffer.concat(writeResponse(api, version, 1, body)).subarray(4))).body
  let sent: Body | null = null
  const edit = async () => {
    if (databaseAway) throw new GatewayError('STORE_UNAVAILABLE', 'a text that names the database')
  }
  const subject = { principal: 'User:alice', host: '10.0.0.1' }
  const context: Context = {
    api,
    version,
    request: through(api.request, filledIn(when, ids)),
    user: 'alice',
    subject: 'User:alice 10.0.0.1',
    view: acme,
    cluster: {
      topics,
      metadataVersion: 13,
      topology: { controllerId: BROKER },
      refresh: async () => {},
      observe: async () => {},
    } as unknown as Cluster,
    ids,
    ...speechOf(
      acme,
      () => voice,
      () => {},
    ),
    writers: new Writers(),
    nodes: { of: id => (id === BROKER ? NODE : undefined), all: () => [NODE] },
    acls: { create: edit, remove: edit },
    allowed: (operation, resourceType, resource) =>
      acme.authorizer.authorize({ ...subject, operation, resourceType, name: resource }),
    allowedAny: (operation, resourceType) =>
      acme.authorizer.authorizeByResourceType({ ...subject, operation, resourceType }),
    operations: (resourceType, resource) => acme.authorizer.operations({ ...subject, resourceType, name: resource }),
    call: async body => {
      sent = through(api.request, body)
      return response(filledIn(answers ?? {}, ids))
    },
    metadata: async () => ({ brokers: [{ nodeId: BROKER }], topics: [], controllerId: BROKER, throttleTimeMs: 0 }),
    end: reason => {
      throw new Error(reason)
    },
  }
  const file = served.get(api.key)
  if (!file) throw new Error(`${name} is not served`)
  const answer = response((await file.serve(context)) ?? {})
  const expected = expects && through(api.request, filledIn(expects, ids))
  return { sent, expected, answer, due: response(filledIn(then, ids)) }
}

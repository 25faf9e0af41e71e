import {
  apiNamed,
  type Body,
  type Field,
  type Frame,
  frameLayout,
  type Message,
  readResponse,
  Writer,
  WrittenRows,
  write,
} from '@tidegate/protocol'
import type { TopicTable } from '@tidegate/proxy'
import type { Nodes } from './context.ts'
import type { TopicIds } from './topic-ids.ts'

const metadata = apiNamed('Metadata')

const rowOf = (message: Message): Message => {
  const topics = message.fields.find(({ name }) => name === 'topics') as Field
  return { ...message, fields: topics.fields as readonly Field[] }
}

/** Of a topic. */
const rows = { request: rowOf(metadata.request), response: rowOf(metadata.response) }

/** Whose rights are known: beyond that many all are judged anew. */
const MOST_SUBJECTS = 1000

/** Behind its size and the correlation id. */
const { rest: REST_AT } = frameLayout.response

type Heard = { readonly version: number; readonly bytes: Buffer; readonly head: Body; readonly changes: number }
type Asked = { readonly version: number; readonly body: Body }
type Written = { readonly rows: WrittenRows; readonly changes: number; readonly nodes: NodeIds }

/** Virtual node ids as far as they were asked for; -1 of brokers that have none. */
export class NodeIds {
  readonly #nodes: Nodes
  readonly #ids = new Map<number, number>()

  constructor(nodes: Nodes) {
    this.#nodes = nodes
  }

  of(brokerId: number): number {
    const known = this.#ids.get(brokerId)
    if (known !== undefined) return known
    const id = this.#now(brokerId)
    this.#ids.set(brokerId, id)
    return id
  }

  get unchanged(): boolean {
    return this.#ids.entries().every(([brokerId, id]) => this.#now(brokerId) === id)
  }

  #now(brokerId: number): number {
    return this.#nodes.of(brokerId)?.id ?? -1
  }
}

/**
 * Who sees all topics of one view, what a cluster is asked and last answered about them, and what their rows became: as
 * long as nothing has changed an answer is not read, and the rows of the one before are sent again.
 */
export class AllTopics {
  readonly #seesAll = new Map<string, boolean>()
  #asked: Asked | undefined
  #heard: Heard | undefined
  #written: Written | undefined

  /** The rights of a subject are those that it has in this view. */
  isSeenBy(subject: string, judge: () => boolean): boolean {
    const known = this.#seesAll.get(subject)
    if (known !== undefined) return known
    if (this.#seesAll.size === MOST_SUBJECTS) this.#seesAll.clear()
    const judged = judge()
    this.#seesAll.set(subject, judged)
    return judged
  }

  /** What to ask the cluster about these physical topics, which are always the same ones: in that version. */
  request(version: number, physical: () => Iterable<string>): Body {
    if (this.#asked?.version === version) return this.#asked.body
    const asked = Array.from(new Set(physical()), name => ({ name }))
    const body = { topics: writtenRows(rows.request, version, asked), allowAutoTopicCreation: false }
    this.#asked = { version, body }
    return body
  }

  /** Takes the cluster's answer in, and returns it without its topics. */
  hear(response: Frame, version: number, table: TopicTable): Body {
    const before = this.#heard
    if (before?.version === version && before.changes === table.changes && isSame(before.bytes, response))
      return before.head
    const { body } = readResponse(metadata, version, response.reader())
    table.observe(body.topics)
    const head = { ...body, topics: [] }
    // A copy, for the memory of the response is lent.
    this.#heard = { version, bytes: Buffer.concat(response.slices), head, changes: table.changes }
    return head
  }

  /** As bytes, which are the same in each version that has topic ids; as they are made where something is wrong with one. */
  rows(
    { changes }: TopicTable,
    nodes: Nodes,
    make: (nodeIds: NodeIds) => readonly Body[],
  ): readonly Body[] | WrittenRows {
    if (this.#written?.changes === changes && this.#written.nodes.unchanged) return this.#written.rows
    const nodeIds = new NodeIds(nodes)
    const made = make(nodeIds)
    const isSound = made.every(({ partitions }) => partitions.every(({ errorCode }: Body) => errorCode === 0))
    this.#written = isSound
      ? { rows: writtenRows(rows.response, metadata.versions[1], made), changes, nodes: nodeIds }
      : undefined
    return this.#written?.rows ?? made
  }
}

function writtenRows(row: Message, version: number, made: readonly Body[]): WrittenRows {
  const writer = new Writer()
  for (const each of made) write(row, version, each, writer)
  return new WrittenRows(made.length, Buffer.concat(writer.slices()))
}

/** But for what tells answers apart. */
function isSame(before: Buffer, { slices, bytes }: Frame): boolean {
  if (bytes !== before.length) return false
  let at = 0
  return slices.every(slice => {
    const from = Math.max(at, REST_AT)
    const rest = slice.subarray(from - at)
    at += slice.length
    return before.compare(rest, 0, rest.length, from, at) === 0
  })
}

const everyView = new WeakMap<TopicIds, AllTopics>()

/** There is one for each view and picture of its cluster, as there is of its ids. */
export function allTopicsOf(ids: TopicIds): AllTopics {
  const known = everyView.get(ids)
  if (known) return known
  const made = new AllTopics()
  everyView.set(ids, made)
  return made
}

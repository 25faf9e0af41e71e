import {
  apiNamed,
  type Body,
  type Field,
  type Frame,
  type Message,
  readResponse,
  Writer,
  write,
} from '@tidegate/protocol'
import type { TopicTable } from '@tidegate/proxy'
import type { Nodes } from './context.ts'
import type { TopicIds } from './topic-ids.ts'

const metadata = apiNamed('Metadata')
const topicsField = metadata.response.fields.find(({ name }) => name === 'topics') as Field
const row: Message = { ...metadata.response, fields: topicsField.fields as readonly Field[] }

const CORRELATION_ID_BYTES = 4

type Heard = { readonly version: number; readonly bytes: Buffer; readonly head: Body; readonly changes: number }
type Written = { readonly rows: readonly Buffer[]; readonly changes: number; readonly nodes: NodeIds }

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
 * What a cluster last answered about all topics of one view, and what their rows became: as long as nothing has changed
 * an answer is not read, and the rows of the one before are sent again.
 */
export class AllTopics {
  #heard: Heard | undefined
  #written: Written | undefined

  /** Takes the cluster's answer in, and returns it without its topics. */
  hear(response: Frame, version: number, table: TopicTable): Body {
    const bytes = response.payload().subarray(CORRELATION_ID_BYTES)
    const before = this.#heard
    if (before?.version === version && before.changes === table.changes && before.bytes.equals(bytes))
      return before.head
    const { body } = readResponse(metadata, version, response.reader())
    table.observe(body.topics)
    const head = { ...body, topics: [] }
    // A copy, for the memory of the response is lent.
    this.#heard = { version, bytes: Buffer.from(bytes), head, changes: table.changes }
    return head
  }

  /** As bytes, which are the same in each version that has topic ids; as they are made where something is wrong with one. */
  rows({ changes }: TopicTable, nodes: Nodes, make: (nodeIds: NodeIds) => readonly Body[]): readonly Body[] {
    if (this.#written?.changes === changes && this.#written.nodes.unchanged) return this.#written.rows
    const nodeIds = new NodeIds(nodes)
    const made = make(nodeIds)
    const isSound = made.every(({ partitions }) => partitions.every(({ errorCode }: Body) => errorCode === 0))
    this.#written = isSound ? { rows: bytesOf(made), changes, nodes: nodeIds } : undefined
    return this.#written?.rows ?? made
  }
}

/** Views of one buffer. */
function bytesOf(rows: readonly Body[]): Buffer[] {
  const writer = new Writer()
  const ends = rows.map(each => {
    write(row, metadata.versions[1], each, writer)
    return writer.size
  })
  const bytes = Buffer.concat(writer.slices())
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
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

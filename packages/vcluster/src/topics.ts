import { type Body, errorCodes } from '@tidegate/protocol'
import type { Context } from './context.ts'

/** Where an API keeps its topic rows, what it takes to touch one, and how a partition that is not forwarded is answered. */
export type TopicRows = {
  readonly operation: 'READ' | 'WRITE' | 'DESCRIBE'
  readonly name: 'name' | 'topic'
  readonly partitions: { readonly request: string; readonly response: string }
  readonly refusal: (partition: any, errorCode: number) => Body
}

/** The shape that most APIs have: the index of a partition, and an error beside it. */
export const indexedRows = (operation: TopicRows['operation']): TopicRows => ({
  operation,
  name: 'name',
  partitions: { request: 'partitions', response: 'partitions' },
  refusal: ({ partitionIndex }, errorCode) => ({ partitionIndex, errorCode }),
})

/** Leader epochs go neither way (docs/decisions/0005). */
export const withoutEpochs = ({
  currentLeaderEpoch: _,
  leaderEpoch: __,
  committedLeaderEpoch: ___,
  ...row
}: Body): Body => row

export type Divided = {
  /** Rows that go on, under physical names and ids. */
  readonly forward: Body[]
  /** Answers to the others. */
  readonly refused: Body[]
  /** The broker's rows under the names and ids that were asked for; a row nobody asked for is dropped. */
  restore(rows: readonly Body[]): Body[]
}

type Resolved = {
  readonly virtual: string
  readonly physical: string
  readonly physicalId: string
  readonly virtualId: string
}

/** Kafka's order of checks: the right to a name comes before its existence, so that nobody learns what exists. */
export function refusalOf(context: Context, operation: string, name: string): number {
  if (!context.allowed(operation, 'TOPIC', name)) return errorCodes.TOPIC_AUTHORIZATION_FAILED
  if (!context.view.aliases.has(name)) return errorCodes.UNKNOWN_TOPIC_OR_PARTITION
  context.named(name)
  return 0
}

const NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/

/** Where a broker tells of a topic as a whole, it tells a name that no topic can have from one that none has (Topic.java). */
export const absence = (name: string): number =>
  NAME.test(name) ? errorCodes.UNKNOWN_TOPIC_OR_PARTITION : errorCodes.INVALID_TOPIC_EXCEPTION

/** The virtual name behind an id that a broker sent. */
export function nameOfPhysicalId({ cluster, topics }: Context, physicalId: string): string | undefined {
  const physical = cluster.topics.nameOf(physicalId)
  return physical === undefined ? undefined : topics.toVirtual(physical)
}

/** As far as the picture of the cluster goes: of a topic that is not in it nothing is said to be missing. */
export function hasPartition({ cluster, view }: Context, name: string, index: number): boolean {
  const topic = cluster.topics.get(view.aliases.get(name) as string)
  return topic === undefined || topic.partitions.some(partition => partition.index === index)
}

function resolve(context: Context, row: Body, rows: TopicRows): Resolved | number {
  const { ids, view } = context
  const virtual: string | undefined = row[rows.name] ?? ids.nameOf(row.topicId)
  if (virtual === undefined) return errorCodes.UNKNOWN_TOPIC_ID
  const refusal = refusalOf(context, rows.operation, virtual)
  if (refusal !== 0) return refusal
  const physical = view.aliases.get(virtual) as string
  return { virtual, physical, physicalId: ids.physicalId(virtual), virtualId: ids.virtualId(virtual) }
}

/** An id that is not known yet may be that of a topic made a moment ago: the cluster is asked once. */
async function learnIds(context: Context, rows: readonly Body[]): Promise<void> {
  const unknown = (row: Body) => row.topicId !== undefined && context.ids.nameOf(row.topicId) === undefined
  if (rows.some(unknown)) await context.cluster.refresh()
}

export async function divide(context: Context, topics: readonly Body[], rows: TopicRows): Promise<Divided> {
  await learnIds(context, topics)
  const forward: Body[] = []
  const refused: Body[] = []
  const asked = new Map<string, Resolved>()
  for (const row of topics) {
    const found = resolve(context, row, rows)
    if (typeof found === 'number') {
      const answers = row[rows.partitions.request].map((partition: unknown) => rows.refusal(partition, found))
      refused.push({ [rows.name]: row[rows.name], topicId: row.topicId, [rows.partitions.response]: answers })
    } else {
      asked.set(row.topicId === undefined ? found.physical : found.physicalId, found)
      forward.push({ ...row, [rows.name]: found.physical, topicId: found.physicalId })
    }
  }
  const restore = (answers: readonly Body[]) =>
    answers.flatMap(answer => {
      const found = asked.get(answer.topicId ?? answer[rows.name])
      return found ? [{ ...answer, [rows.name]: found.virtual, topicId: found.virtualId }] : []
    })
  return { forward, refused, restore }
}

/** Every partition of every row, in place of what a broker would answer. */
export const refuseAll = (topics: readonly Body[], rows: TopicRows, errorCode: number): Body[] =>
  topics.map(row => ({
    [rows.name]: row[rows.name],
    topicId: row.topicId,
    [rows.partitions.response]: row[rows.partitions.request].map((partition: unknown) =>
      rows.refusal(partition, errorCode),
    ),
  }))

/** The broker's answer with each partition row changed. */
export const eachPartition = (topics: readonly Body[], field: string, change: (partition: Body) => Body): Body[] =>
  topics.map(row => ({ ...row, [field]: row[field].map(change) }))

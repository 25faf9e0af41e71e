import { type Body, errorCodes, type WrittenRows, ZERO_UUID } from '@tidegate/protocol'
import { type AllTopics, allTopicsOf, NodeIds } from '../all-topics.ts'
import { CLUSTER_NAME, type Context, defineApi, NOT_ASKED } from '../context.ts'
import { absence, refusalOf } from '../topics.ts'

type Asked = { readonly virtual: string } | { readonly answer: Body }

/** A null list, or in version 0 an empty one, asks for all topics: those without the right to are left out. */
const asksForAll = ({ request: { topics }, version }: Context): boolean =>
  topics === null || (version === 0 && topics.length === 0)

const isVisible =
  ({ allowed }: Context) =>
  (name: string): boolean =>
    allowed('DESCRIBE', 'TOPIC', name)

const visible = (context: Context): string[] => [...context.view.aliases.keys()].filter(isVisible(context))

const seesAll = (context: Context): boolean => Iterator.from(context.view.aliases.keys()).every(isVisible(context))

/** As soon as one row has an id, a broker looks at ids alone. What is named twice is answered once. */
async function named(context: Context, rows: readonly Body[]): Promise<Asked[]> {
  if (!rows.some(hasId))
    return [...new Set<string>(rows.map(({ name }) => name))].map(name => judge(context, name, { name }))
  const { ids, cluster } = context
  const asked = [...new Set<string>(rows.filter(hasId).map(({ topicId }) => topicId))]
  if (asked.some(topicId => !ids.nameOf(topicId))) await cluster.refresh()
  return asked.map(topicId => {
    const about = { name: null, topicId }
    const virtual = ids.nameOf(topicId)
    if (virtual !== undefined) return judge(context, virtual, about)
    return { answer: { errorCode: errorCodes.UNKNOWN_TOPIC_ID, ...about, partitions: [] } }
  })
}

const hasId = ({ topicId = ZERO_UUID }: Body) => topicId !== ZERO_UUID

function judge(context: Context, virtual: string, about: Body): Asked {
  const errorCode = refusalOf(context, 'DESCRIBE', virtual)
  if (errorCode === 0) return { virtual }
  if (errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION) return { answer: missing(context, virtual) }
  return { answer: { errorCode, ...about, partitions: [] } }
}

const operationsOf = ({ request, operations }: Context, virtual: string): number =>
  request.includeTopicAuthorizedOperations ? operations('TOPIC', virtual) : NOT_ASKED

const missing = (context: Context, name: string): Body => ({
  errorCode: absence(name),
  name,
  partitions: [],
  topicAuthorizedOperations: operationsOf(context, name),
})

/** Rows with neither name nor id make a broker fail; versions 10 and 11 have ids in their answers alone (MetadataRequest.json). */
function badRequest({ request, version }: Context): Body | undefined {
  const rows: readonly Body[] = request.topics ?? []
  const answersAlone = version === 10 || version === 11
  const isBad = answersAlone
    ? rows.some(row => row.name === null || hasId(row))
    : !rows.some(hasId) && rows.some(({ name }) => name === null)
  if (!isBad) return undefined
  const errorCode = answersAlone ? errorCodes.INVALID_REQUEST : errorCodes.UNKNOWN_SERVER_ERROR
  const topics = rows.map(({ name, topicId }) => ({ errorCode, name: name ?? '', topicId, partitions: [] }))
  return { errorCode, brokers: [], topics }
}

function describe(context: Context, virtual: string, nodeIds: NodeIds): Body | undefined {
  const { ids, cluster, view } = context
  const topic = cluster.topics.get(view.aliases.get(virtual) as string)
  if (!topic) return undefined
  const virtualNodes = (brokers: readonly number[]) => brokers.map(id => nodeIds.of(id)).filter(id => id !== -1)
  return {
    errorCode: 0,
    name: virtual,
    topicId: ids.virtualId(virtual),
    partitions: topic.partitions.map(partition => {
      const leaderId = nodeIds.of(partition.leader)
      return {
        errorCode: leaderId === -1 ? errorCodes.LEADER_NOT_AVAILABLE : partition.errorCode,
        partitionIndex: partition.index,
        leaderId,
        replicaNodes: virtualNodes(partition.replicas),
        isrNodes: virtualNodes(partition.isr),
        offlineReplicas: virtualNodes(partition.offline),
      }
    }),
    topicAuthorizedOperations: operationsOf(context, virtual),
  }
}

/** From there on the rows of topics are the same bytes in each version (KIP-516; MetadataResponse.json). */
const SINCE_IDS = 10

type Answer = { readonly response: Body; readonly topics: readonly Body[] | WrittenRows }

/** Asks about these topics of the view, each physical topic once. */
const ask = ({ view, metadata }: Context, names: readonly string[]): Promise<Body> => {
  const physical = new Set(names.map(name => view.aliases.get(name)))
  return metadata({ topics: [...physical].map(name => ({ name })), allowAutoTopicCreation: false })
}

const describeAll = (context: Context, names: Iterable<string>, nodeIds: NodeIds): Body[] =>
  [...names].flatMap(name => describe(context, name, nodeIds) ?? [])

async function all(context: Context): Promise<Answer> {
  const { cluster, nodes, ids, version, request } = context
  const kept = version >= SINCE_IDS && !request.includeTopicAuthorizedOperations ? allTopicsOf(ids) : undefined
  if (kept?.isSeenBy(context.subject, () => seesAll(context))) return whole(context, kept)
  const names = visible(context)
  const response = await ask(context, names)
  cluster.observe(response)
  return { response, topics: describeAll(context, names, new NodeIds(nodes)) }
}

/** Who sees the whole view is one of many who do; what is asked and answered is kept. */
async function whole(context: Context, kept: AllTopics): Promise<Answer> {
  const { cluster, nodes, view } = context
  const asked = kept.request(cluster.metadataVersion, () => view.aliases.values())
  const response = await context.metadata(asked, (answer, at) => kept.hear(answer, at, cluster.topics))
  cluster.observe(response)
  const make = (nodeIds: NodeIds) => describeAll(context, view.aliases.keys(), nodeIds)
  return { response, topics: kept.rows(cluster.topics, nodes, make) }
}

async function some(context: Context): Promise<Answer> {
  const asked = await named(context, context.request.topics)
  const response = await ask(
    context,
    asked.flatMap(each => ('virtual' in each ? [each.virtual] : [])),
  )
  context.cluster.observe(response)
  const nodeIds = new NodeIds(context.nodes)
  const topics = asked.map(each =>
    'answer' in each ? each.answer : (describe(context, each.virtual, nodeIds) ?? missing(context, each.virtual)),
  )
  return { response, topics }
}

/** Answered from the one picture of the cluster that all sessions share, made fresh by this request. */
async function serve(context: Context): Promise<Body> {
  const { request, view, nodes, operations, allowed } = context
  const bad = badRequest(context)
  if (bad) return bad
  const { response, topics } = await (asksForAll(context) ? all(context) : some(context))
  return {
    throttleTimeMs: response.throttleTimeMs,
    brokers: response.brokers.flatMap(({ nodeId }: Body) => {
      const node = nodes.of(nodeId)
      return node ? [{ nodeId: node.id, host: node.host, port: node.port }] : []
    }),
    clusterId: view.ids.clusterId,
    controllerId: nodes.of(response.controllerId)?.id ?? -1,
    topics,
    clusterAuthorizedOperations: !request.includeClusterAuthorizedOperations
      ? NOT_ASKED
      : allowed('DESCRIBE', 'CLUSTER', CLUSTER_NAME)
        ? operations('CLUSTER', CLUSTER_NAME)
        : 0,
  }
}

export default defineApi('Metadata', [0, 13], serve)

import { type Body, errorCodes, ZERO_UUID } from '@tidegate/protocol'
import type { Topic } from '@tidegate/proxy'
import { CLUSTER_NAME, type Context, defineApi, NOT_ASKED } from '../context.ts'
import { absence, refusalOf } from '../topics.ts'

type Asked = { readonly virtual: string } | { readonly answer: Body }

/** A null list, or in version 0 an empty one, asks for all topics: those without the right to are left out. */
function everything({ view, allowed }: Context): Asked[] {
  const visible = [...view.aliases.keys()].filter(name => allowed('DESCRIBE', 'TOPIC', name))
  return visible.map(virtual => ({ virtual }))
}

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

function describe(context: Context, virtual: string, topic: Topic): Body {
  const { ids, nodes } = context
  const virtualNodes = (brokers: readonly number[]) => brokers.flatMap(id => nodes.of(id)?.id ?? [])
  return {
    errorCode: 0,
    name: virtual,
    topicId: ids.virtualId(virtual),
    partitions: topic.partitions.map(partition => {
      const leaderId = nodes.of(partition.leader)?.id ?? -1
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

/** Answered from the one picture of the cluster that all sessions share, made fresh by this request. */
async function serve(context: Context): Promise<Body> {
  const { request, version, view, cluster, nodes, operations, allowed } = context
  const bad = badRequest(context)
  if (bad) return bad
  const all = request.topics === null || (version === 0 && request.topics.length === 0)
  const asked = all ? everything(context) : await named(context, request.topics)
  const wanted = asked.flatMap(each => ('virtual' in each ? [view.aliases.get(each.virtual) as string] : []))
  const response = await context.metadata({
    topics: [...new Set(wanted)].map(name => ({ name })),
    allowAutoTopicCreation: false,
  })
  cluster.observe(response)
  const topics = asked.flatMap(each => {
    if ('answer' in each) return [each.answer]
    const topic = cluster.topics.get(view.aliases.get(each.virtual) as string)
    if (topic) return [describe(context, each.virtual, topic)]
    return all ? [] : [missing(context, each.virtual)]
  })
  return {
    throttleTimeMs: response.throttleTimeMs,
    brokers: response.brokers.flatMap(({ nodeId }: Body) => {
      const node = nodes.of(nodeId)
      return node ? [{ nodeId: node.id, host: node.host, port: node.port }] : []
    }),
    clusterId: view.clusterId,
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

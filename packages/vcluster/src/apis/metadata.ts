import { type Body, errorCodes } from '@tidegate/protocol'
import type { Topic } from '@tidegate/proxy'
import { CLUSTER_NAME, type Context, defineApi, NOT_ASKED } from '../context.ts'
import { unknownTopic } from '../topics.ts'

type Asked = { readonly virtual: string } | { readonly answer: Body }

/** A null list, or in version 0 an empty one, asks for all topics: those without the right to are left out. */
function everything({ view, allowed }: Context): Asked[] {
  const visible = [...view.aliases.keys()].filter(name => allowed('DESCRIBE', 'TOPIC', name))
  return visible.map(virtual => ({ virtual }))
}

const byId = ({ name }: Body) => name === null || name === undefined

/** What is asked for many times is answered once, as by a broker. */
const distinct = (rows: readonly Body[]): Body[] => [
  ...new Map(rows.map(row => [byId(row) ? `id ${row.topicId}` : `name ${row.name}`, row])).values(),
]

async function named(context: Context, rows: readonly Body[]): Promise<Asked[]> {
  const { ids, cluster, view, allowed } = context
  if (rows.some(row => byId(row) && !ids.nameOf(row.topicId))) await cluster.refresh()
  return distinct(rows).map(row => {
    const virtual: string | undefined = byId(row) ? ids.nameOf(row.topicId) : row.name
    if (virtual === undefined)
      return { answer: { errorCode: errorCodes.UNKNOWN_TOPIC_ID, name: null, topicId: row.topicId, partitions: [] } }
    const may = allowed('DESCRIBE', 'TOPIC', virtual)
    if (may && view.aliases.has(virtual)) return { virtual }
    const errorCode = may ? unknownTopic(virtual) : errorCodes.TOPIC_AUTHORIZATION_FAILED
    const about = byId(row) ? { name: null, topicId: row.topicId } : { name: virtual }
    return { answer: { errorCode, ...about, partitions: [] } }
  })
}

function describe(context: Context, virtual: string, topic: Topic): Body {
  const { ids, nodes, request, operations } = context
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
    topicAuthorizedOperations: request.includeTopicAuthorizedOperations ? operations('TOPIC', virtual) : NOT_ASKED,
  }
}

/** Answered from the one picture of the cluster that all sessions share, made fresh by this request. */
async function serve(context: Context): Promise<Body> {
  const { request, version, view, cluster, nodes, operations, allowed } = context
  const all = request.topics === null || (version === 0 && request.topics.length === 0)
  const asked = all ? everything(context) : await named(context, request.topics)
  const wanted = asked.flatMap(each => ('virtual' in each ? [view.aliases.get(each.virtual) as string] : []))
  const response = await context.metadata({ topics: wanted.map(name => ({ name })), allowAutoTopicCreation: false })
  cluster.observe(response)
  const missing = (name: string) =>
    all ? [] : [{ errorCode: errorCodes.UNKNOWN_TOPIC_OR_PARTITION, name, partitions: [] }]
  const topics = asked.flatMap(each => {
    if ('answer' in each) return [each.answer]
    const topic = cluster.topics.get(view.aliases.get(each.virtual) as string)
    return topic ? [describe(context, each.virtual, topic)] : missing(each.virtual)
  })
  return {
    throttleTimeMs: response.throttleTimeMs,
    brokers: nodes.all().map(({ id, host, port }) => ({ nodeId: id, host, port })),
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

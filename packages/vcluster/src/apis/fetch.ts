import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { fetchPass } from '../passages/fetch.ts'
import { divide, eachPartition, refuseAll, type TopicRows } from '../topics.ts'

const rows: TopicRows = {
  operation: 'READ',
  name: 'topic',
  partitions: { request: 'partitions', response: 'partitions' },
  refusal: ({ partition }, errorCode) => ({
    partitionIndex: partition,
    errorCode,
    highWatermark: -1n,
    records: [],
  }),
}

const asked = ({ partition, fetchOffset, logStartOffset, partitionMaxBytes }: Body): Body => ({
  partition,
  fetchOffset,
  logStartOffset,
  partitionMaxBytes,
})

/** A replica id makes a Fetch that of a follower, which moves the high watermark: nobody's right here. */
const isFollower = ({ replicaId, replicaState }: Body) => (replicaId ?? -1) >= 0 || (replicaState?.replicaId ?? -1) >= 0

/** Sessions (KIP-227) end here: brokers bind them to neither connection nor principal, so an id could be a neighbour's. */
async function serve(context: Context): Promise<Body> {
  const { request } = context
  if (request.sessionId) return { errorCode: errorCodes.FETCH_SESSION_ID_NOT_FOUND, responses: [] }
  if (isFollower(request)) return { responses: refuseAll(request.topics, rows, errorCodes.TOPIC_AUTHORIZATION_FAILED) }
  const { forward, refused, restore } = await divide(context, request.topics, rows)
  if (forward.length === 0) return { responses: refused }
  const response = await context.call({
    maxWaitMs: request.maxWaitMs,
    minBytes: request.minBytes,
    maxBytes: request.maxBytes,
    isolationLevel: request.isolationLevel,
    topics: eachPartition(forward, 'partitions', asked),
  })
  const answered = fetchPass.respond(response, restore)
  return { ...answered, responses: [...answered.responses, ...refused] }
}

/** Version 18 adds only what followers send. */
export default defineApi('Fetch', [4, 17], serve, fetchPass)

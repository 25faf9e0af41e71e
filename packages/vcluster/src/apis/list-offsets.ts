import type { Body } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { divide, eachPartition, type TopicRows } from '../topics.ts'

const rows: TopicRows = {
  operation: 'DESCRIBE',
  name: 'name',
  partitions: { request: 'partitions', response: 'partitions' },
  refusal: ({ partitionIndex }, errorCode) => ({ partitionIndex, errorCode }),
}

const withoutEpoch = ({ currentLeaderEpoch: _, leaderEpoch: __, ...partition }: Body): Body => partition

async function serve(context: Context): Promise<Body> {
  const { forward, refused, restore } = await divide(context, context.request.topics, rows)
  if (forward.length === 0) return { topics: refused }
  const topics = eachPartition(forward, 'partitions', withoutEpoch)
  const response = await context.call({ ...context.request, replicaId: -1, topics })
  return { ...response, topics: [...eachPartition(restore(response.topics), 'partitions', withoutEpoch), ...refused] }
}

export default defineApi('ListOffsets', [1, 11], serve)

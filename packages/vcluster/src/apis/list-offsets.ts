import type { Body } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { divide, eachPartition, indexedRows, withoutEpochs } from '../topics.ts'

const rows = indexedRows('DESCRIBE')

async function serve(context: Context): Promise<Body> {
  const { forward, refused, restore } = await divide(context, context.request.topics, rows)
  if (forward.length === 0) return { topics: refused }
  const topics = eachPartition(forward, 'partitions', withoutEpochs)
  const response = await context.call({ ...context.request, replicaId: -1, topics })
  return { ...response, topics: [...eachPartition(restore(response.topics), 'partitions', withoutEpochs), ...refused] }
}

export default defineApi('ListOffsets', [1, 11], serve)

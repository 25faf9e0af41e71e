import type { Body } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { refusalOfGroup } from '../groups.ts'
import { divide, indexedRows } from '../topics.ts'

const rows = indexedRows('READ')

async function serve(context: Context): Promise<Body> {
  const { request, view } = context
  const errorCode = refusalOfGroup(context, request.groupId, 'DELETE')
  if (errorCode !== 0) return { errorCode }
  const { forward, refused, restore } = await divide(context, request.topics, rows)
  if (forward.length === 0 && refused.length > 0) return { topics: refused }
  const response = await context.call({ groupId: view.groups.toPhysical(request.groupId), topics: forward })
  return { ...response, topics: [...restore(response.topics), ...refused] }
}

export default defineApi('OffsetDelete', [0, 0], serve)

import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'
import { physicalGroup } from '../groups.ts'
import { divide, indexedRows } from '../topics.ts'

const rows = indexedRows('READ')

async function serve(context: Context): Promise<Body> {
  const { request, view, allowed } = context
  if (!allowed('DELETE', 'GROUP', request.groupId)) return { errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED }
  const { forward, refused, restore } = await divide(context, request.topics, rows)
  if (forward.length === 0 && refused.length > 0) return { topics: refused }
  const response = await context.call({ groupId: physicalGroup(view, request.groupId), topics: forward })
  if (response.errorCode !== 0) return response
  return { ...response, topics: [...restore(response.topics), ...refused] }
}

export default defineApi('OffsetDelete', [0, 0], serve)

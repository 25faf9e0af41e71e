import type { Body } from '@tidegate/protocol'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'

async function serve({ request, view, allowed, call }: Context): Promise<Body> {
  const response = await call(request)
  const all = allowed('DESCRIBE', 'CLUSTER', CLUSTER_NAME)
  const groups = response.groups.flatMap((group: Body) => {
    const groupId = view.groups.toVirtual(group.groupId)
    return groupId !== undefined && (all || allowed('DESCRIBE', 'GROUP', groupId)) ? [{ ...group, groupId }] : []
  })
  return { throttleTimeMs: response.throttleTimeMs, errorCode: response.errorCode, groups }
}

export default defineApi('ListGroups', [0, 5], serve)

import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'

async function serve({ request, view, allowed, call }: Context): Promise<Body> {
  const may: string[] = []
  const refused: Body[] = []
  for (const groupId of new Set<string>(request.groupsNames))
    if (allowed('DELETE', 'GROUP', groupId)) may.push(groupId)
    else refused.push({ groupId, errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED })
  if (may.length === 0) return { results: refused }
  const response = await call({ groupsNames: may.map(view.groups.toPhysical) })
  const results = response.results.flatMap(({ groupId, errorCode }: Body) => {
    const virtual = view.groups.toVirtual(groupId)
    return virtual === undefined ? [] : [{ groupId: virtual, errorCode }]
  })
  return { throttleTimeMs: response.throttleTimeMs, results: [...results, ...refused] }
}

export default defineApi('DeleteGroups', [0, 2], serve)

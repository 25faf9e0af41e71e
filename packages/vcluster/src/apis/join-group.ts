import type { Body } from '@tidegate/protocol'
import { mapSubscription } from '../consumer-protocol.ts'
import { type Context, defineApi } from '../context.ts'
import { refusalOfGroup } from '../groups.ts'

async function serve(context: Context): Promise<Body> {
  const { request, view, version, call } = context
  const errorCode = refusalOfGroup(context, request.groupId)
  if (errorCode !== 0) return { errorCode, protocolName: version >= 7 ? null : '', memberId: request.memberId }
  const ofConsumers = request.protocolType === 'consumer'
  const blob = (metadata: Buffer, way: 'toPhysical' | 'toVirtual') =>
    ofConsumers ? mapSubscription(metadata, view.topics, way) : metadata
  const protocols = request.protocols.map((each: Body) => ({ ...each, metadata: blob(each.metadata, 'toPhysical') }))
  const response = await call({ ...request, groupId: view.groups.toPhysical(request.groupId), protocols })
  return {
    ...response,
    members: response.members.map((each: Body) => ({ ...each, metadata: blob(each.metadata, 'toVirtual') })),
  }
}

export default defineApi('JoinGroup', [0, 9], serve)

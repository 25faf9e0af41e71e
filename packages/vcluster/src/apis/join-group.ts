import { type Body, errorCodes } from '@tidegate/protocol'
import { mapSubscription } from '../consumer-protocol.ts'
import { type Context, defineApi } from '../context.ts'
import { physicalGroup } from '../groups.ts'

async function serve({ request, view, topics, version, allowed, call }: Context): Promise<Body> {
  if (!allowed('READ', 'GROUP', request.groupId))
    return { errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED, protocolName: version >= 7 ? null : '' }
  const ofConsumers = request.protocolType === 'consumer'
  const blob = (metadata: Buffer, way: 'toPhysical' | 'toVirtual') =>
    ofConsumers ? mapSubscription(metadata, topics, way) : metadata
  const protocols = request.protocols.map((each: Body) => ({ ...each, metadata: blob(each.metadata, 'toPhysical') }))
  const response = await call({ ...request, groupId: physicalGroup(view, request.groupId), protocols })
  return {
    ...response,
    members: response.members.map((each: Body) => ({ ...each, metadata: blob(each.metadata, 'toVirtual') })),
  }
}

export default defineApi('JoinGroup', [0, 9], serve)

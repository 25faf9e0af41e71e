import { type Body, errorCodes } from '@tidegate/protocol'
import { mapAssignment, mapSubscription } from '../consumer-protocol.ts'
import { type Context, defineApi, NOT_ASKED } from '../context.ts'
import { CLIENT_HOST } from '../groups.ts'

const refused = (groupId: string): Body => ({ groupId, errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED, members: [] })

function member(ofConsumers: boolean, { topics }: Context, row: Body): Body {
  const { memberId, groupInstanceId, clientId, memberMetadata, memberAssignment } = row
  return {
    memberId,
    groupInstanceId,
    clientId,
    clientHost: CLIENT_HOST,
    memberMetadata: ofConsumers ? mapSubscription(memberMetadata, topics, 'toVirtual') : memberMetadata,
    memberAssignment: ofConsumers ? mapAssignment(memberAssignment, topics, 'toVirtual') : memberAssignment,
  }
}

function shown(context: Context, group: Body): Body[] {
  const { view, request, operations } = context
  const groupId = view.groups.toVirtual(group.groupId)
  if (groupId === undefined) return []
  const { errorCode, groupState, protocolType, protocolData } = group
  const members = group.members.map((row: Body) => member(protocolType === 'consumer', context, row))
  const asked = request.includeAuthorizedOperations && group.errorCode === 0
  const authorizedOperations = asked ? operations('GROUP', groupId) : NOT_ASKED
  return [{ errorCode, groupId, groupState, protocolType, protocolData, members, authorizedOperations }]
}

async function serve(context: Context): Promise<Body> {
  const { request, view, allowed, call } = context
  const may: string[] = []
  const others: Body[] = []
  for (const group of request.groups)
    if (allowed('DESCRIBE', 'GROUP', group)) may.push(group)
    else others.push(refused(group))
  if (may.length === 0) return { groups: others }
  const response = await call({ ...request, groups: may.map(view.groups.toPhysical) })
  const groups = response.groups.flatMap((group: Body) => shown(context, group))
  return { throttleTimeMs: response.throttleTimeMs, groups: [...groups, ...others] }
}

export default defineApi('DescribeGroups', [0, 6], serve)

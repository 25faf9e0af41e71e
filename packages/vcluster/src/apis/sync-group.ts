import { type Body, errorCodes } from '@tidegate/protocol'
import { mapAssignment } from '../consumer-protocol.ts'
import { type Context, defineApi } from '../context.ts'
import { physicalGroup } from '../groups.ts'

/**
 * Before version 5 nothing says the protocol type; the assignment of another type (connect) reads as none of ours, and is
 * then kept as it is, both ways alike.
 */
async function serve({ request, view, topics, version, allowed, call }: Context): Promise<Body> {
  const refused = (errorCode: number) => ({ errorCode, assignment: Buffer.alloc(0) })
  const { groupId, protocolType, protocolName } = request
  // A broker looks at this before the rights.
  if (version >= 5 && (protocolType === null || protocolName === null))
    return refused(errorCodes.INCONSISTENT_GROUP_PROTOCOL)
  if (!allowed('READ', 'GROUP', groupId)) return refused(errorCodes.GROUP_AUTHORIZATION_FAILED)
  const ofConsumers = (protocolType ?? 'consumer') === 'consumer'
  const blob = (assignment: Buffer, way: 'toPhysical' | 'toVirtual') =>
    ofConsumers ? mapAssignment(assignment, topics, way) : assignment
  const assignments = request.assignments.map((each: Body) => ({
    ...each,
    assignment: blob(each.assignment, 'toPhysical'),
  }))
  const response = await call({ ...request, groupId: physicalGroup(view, groupId), assignments })
  return { ...response, assignment: blob(response.assignment, 'toVirtual') }
}

export default defineApi('SyncGroup', [0, 5], serve)

import type { Body } from '@tidegate/protocol'
import { mapAssignment } from '../consumer-protocol.ts'
import { type Context, defineApi } from '../context.ts'
import { refusalOfGroup } from '../groups.ts'

/**
 * Before version 5 nothing says the protocol type; the assignment of another type (connect) reads as none of ours, and is
 * then kept as it is, both ways alike.
 */
async function serve(context: Context): Promise<Body> {
  const { request, view, call } = context
  const errorCode = refusalOfGroup(context, request.groupId)
  if (errorCode !== 0) return { errorCode, assignment: Buffer.alloc(0) }
  const ofConsumers = (request.protocolType ?? 'consumer') === 'consumer'
  const blob = (assignment: Buffer, way: 'toPhysical' | 'toVirtual') =>
    ofConsumers ? mapAssignment(assignment, view.topics, way) : assignment
  const assignments = request.assignments.map((each: Body) => ({
    ...each,
    assignment: blob(each.assignment, 'toPhysical'),
  }))
  const response = await call({ ...request, groupId: view.groups.toPhysical(request.groupId), assignments })
  return { ...response, assignment: blob(response.assignment, 'toVirtual') }
}

export default defineApi('SyncGroup', [0, 5], serve)

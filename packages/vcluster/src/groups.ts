import { errorCodes } from '@tidegate/protocol'
import { type ApiFile, type Context, defineApi } from './context.ts'

/** The right to a group comes before its name, as at a broker. An empty name is none: only a prefix would make one of it. */
export function refusalOfGroup({ allowed }: Context, groupId: string, operation = 'READ'): number {
  if (!allowed(operation, 'GROUP', groupId)) return errorCodes.GROUP_AUTHORIZATION_FAILED
  return groupId === '' ? errorCodes.INVALID_GROUP_ID : 0
}

/** An API of a member about its own group, which names nothing but the group. */
export const onGroup = (name: string, versions: ApiFile['versions']): ApiFile =>
  defineApi(name, versions, context => {
    const { request, view, call } = context
    const errorCode = refusalOfGroup(context, request.groupId)
    if (errorCode !== 0) return { errorCode }
    return call({ ...request, groupId: view.groups.toPhysical(request.groupId) })
  })

/** Brokers know members by the gateway's address. */
export const CLIENT_HOST = '/gateway'

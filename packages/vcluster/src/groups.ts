import { errorCodes } from '@tidegate/protocol'
import { type ApiFile, defineApi } from './context.ts'

/** An API of a member about its own group, which names nothing but the group. */
export const onGroup = (name: string, versions: ApiFile['versions']): ApiFile =>
  defineApi(name, versions, ({ request, view, allowed, call }) => {
    if (!allowed('READ', 'GROUP', request.groupId)) return { errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED }
    // The prefix of the virtual cluster would make a name of it.
    if (request.groupId === '') return { errorCode: errorCodes.INVALID_GROUP_ID }
    return call({ ...request, groupId: view.groups.toPhysical(request.groupId) })
  })

/** Brokers know members by the gateway's address. */
export const CLIENT_HOST = '/gateway'

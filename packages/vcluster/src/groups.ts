import { errorCodes } from '@tidegate/protocol'
import { type ApiFile, defineApi } from './context.ts'
import type { View } from './view.ts'

/** An API of a member about its own group, which names nothing but the group. */
export const onGroup = (name: string, versions: ApiFile['versions']): ApiFile =>
  defineApi(name, versions, ({ request, view, allowed, call }) => {
    if (!allowed('READ', 'GROUP', request.groupId)) return { errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED }
    return call({ ...request, groupId: physicalGroup(view, request.groupId) })
  })

/** For requests that no broker serves without a group's id: it has an answer of its own, which a prefix would hide. */
export const physicalGroup = (view: View, groupId: string): string => groupId && view.groups.toPhysical(groupId)

/** Brokers know members by the gateway's address. */
export const CLIENT_HOST = '/gateway'

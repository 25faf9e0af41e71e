import { type Body, errorCodes } from '@tidegate/protocol'
import { type Context, defineApi } from '../context.ts'

/** By key type; a share group's key (2, v6) holds a topic id and is not offered. */
const keyTypes = [
  { resource: 'GROUP', names: 'groups', refusal: errorCodes.GROUP_AUTHORIZATION_FAILED },
  { resource: 'TRANSACTIONAL_ID', names: 'transactions', refusal: errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED },
] as const

type KeyType = (typeof keyTypes)[number]

const nowhere = { nodeId: -1, host: '', port: -1, errorMessage: null }

function mapped({ nodes }: Context, { errorCode, nodeId }: Body): Body {
  const node = nodes.of(nodeId)
  if (errorCode === 0 && node)
    return { errorCode, nodeId: node.id, host: node.host, port: node.port, errorMessage: null }
  return { ...nowhere, errorCode: errorCode || errorCodes.COORDINATOR_NOT_AVAILABLE }
}

/** Before version 4 a request names one key, and the response does not repeat it. */
async function serve(context: Context): Promise<Body> {
  const { request, version } = context
  const many = version >= 4
  const keys: string[] = many ? request.coordinatorKeys : [request.key]
  const type: KeyType | undefined = keyTypes[request.keyType ?? 0]
  const answers = type ? await ask(context, keys, type) : new Map<string, Body>()
  const coordinators = keys.map(
    key => answers.get(key) ?? { key, ...nowhere, errorCode: type?.refusal ?? errorCodes.INVALID_REQUEST },
  )
  return many ? { coordinators } : (coordinators[0] as Body)
}

async function ask(context: Context, keys: readonly string[], type: KeyType): Promise<Map<string, Body>> {
  const { request, version, view, allowed } = context
  const may = keys.filter(key => allowed('DESCRIBE', type.resource, key))
  if (may.length === 0) return new Map()
  const names = view[type.names]
  const physical = may.map(names.toPhysical)
  const response = await context.call({
    ...request,
    ...(version >= 4 ? { coordinatorKeys: physical } : { key: physical[0] }),
  })
  if (version < 4) return new Map(may.map(key => [key, { key, ...mapped(context, response) }]))
  return new Map(
    response.coordinators.flatMap((each: Body) => {
      const key = names.toVirtual(each.key)
      return key === undefined ? [] : [[key, { key, ...mapped(context, each) }]]
    }),
  )
}

export default defineApi('FindCoordinator', [0, 5], serve)

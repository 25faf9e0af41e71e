import { type Body, errorCodes } from '@tidegate/protocol'
import { isShownConfig } from '../configs.ts'
import { type Context, defineApi } from '../context.ts'
import { absence } from '../topics.ts'

/** Kafka's ConfigResource.Type. */
const TOPIC = 2
const GROUP = 32
/** Brokers, their loggers and client metrics: those of machines that do not exist for a client. */
const OF_MACHINES = [4, 8, 16]
const TYPES = [TOPIC, GROUP, ...OF_MACHINES]

type Asked = { readonly row: Body; readonly physical: string } | { readonly row: Body; readonly errorCode: number }

function judge({ view, allowed }: Context, row: Body): Asked {
  const name: string = row.resourceName
  if (row.resourceType === TOPIC) {
    if (!allowed('DESCRIBE_CONFIGS', 'TOPIC', name)) return { row, errorCode: errorCodes.TOPIC_AUTHORIZATION_FAILED }
    const physical = view.aliases.get(name)
    return physical === undefined ? { row, errorCode: absence(name) } : { row, physical }
  }
  if (row.resourceType === GROUP) {
    if (!allowed('DESCRIBE_CONFIGS', 'GROUP', name)) return { row, errorCode: errorCodes.GROUP_AUTHORIZATION_FAILED }
    return name === ''
      ? { row, errorCode: errorCodes.INVALID_REQUEST }
      : { row, physical: view.groups.toPhysical(name) }
  }
  return { row, errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED }
}

/** Synonyms show the configuration of brokers; of other configs only those whose values are known to hold no name are shown. */
const shown = (type: number, { configs }: Body): Body[] =>
  configs
    .filter(({ name }: Body) => isShownConfig(type === TOPIC ? 'topic' : 'group', name))
    .map((config: Body) => ({ ...config, synonyms: [] }))

/** A type that Kafka does not have fails the request as a whole. */
function judgeAll(context: Context, rows: readonly Body[]): Asked[] {
  if (rows.every(({ resourceType }) => TYPES.includes(resourceType))) return rows.map(row => judge(context, row))
  return rows.map(row => ({ row, errorCode: errorCodes.INVALID_REQUEST }))
}

async function serve(context: Context): Promise<Body> {
  const asked = judgeAll(context, context.request.resources)
  const forward = asked.flatMap(each => ('physical' in each ? [{ ...each.row, resourceName: each.physical }] : []))
  const response = forward.length > 0 ? await context.call({ ...context.request, resources: forward }) : undefined
  const answers = new Map<string, Body>(
    response?.results.map((each: Body) => [`${each.resourceType} ${each.resourceName}`, each]),
  )
  const results = asked.map(each => {
    const { resourceType, resourceName } = each.row
    const answer = 'physical' in each ? answers.get(`${resourceType} ${each.physical}`) : undefined
    const errorCode = answer?.errorCode ?? ('errorCode' in each ? each.errorCode : errorCodes.UNKNOWN_SERVER_ERROR)
    return {
      errorCode,
      errorMessage: null,
      resourceType,
      resourceName,
      configs: answer ? shown(resourceType, answer) : [],
    }
  })
  return { throttleTimeMs: response?.throttleTimeMs ?? 0, results }
}

export default defineApi('DescribeConfigs', [1, 4], serve)

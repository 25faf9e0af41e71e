import { type Body, errorCodes } from '@tidegate/protocol'
import { CLUSTER_NAME, type Context, defineApi, NOT_ASKED } from '../context.ts'

const BROKERS = 1
const CONTROLLERS = 2

/** Of version 2 the fenced brokers are never listed: an address that is not served is of no use. */
function serve({ request, view, nodes, cluster, allowed, operations }: Context): Body {
  const endpointType = request.endpointType ?? BROKERS
  if (endpointType === CONTROLLERS) return { errorCode: errorCodes.MISMATCHED_ENDPOINT_TYPE }
  if (endpointType !== BROKERS) return { errorCode: errorCodes.UNSUPPORTED_ENDPOINT_TYPE }
  const may = allowed('DESCRIBE', 'CLUSTER', CLUSTER_NAME)
  return {
    endpointType,
    clusterId: view.ids.clusterId,
    controllerId: nodes.of(cluster.topology?.controllerId ?? -1)?.id ?? -1,
    brokers: nodes.all().map(({ id, host, port }) => ({ brokerId: id, host, port })),
    clusterAuthorizedOperations: !request.includeClusterAuthorizedOperations
      ? NOT_ASKED
      : may
        ? operations('CLUSTER', CLUSTER_NAME)
        : 0,
  }
}

export default defineApi('DescribeCluster', [0, 2], serve)

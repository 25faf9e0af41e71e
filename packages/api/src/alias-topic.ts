import { GatewayError } from '@tidegate/errors'
import type { ManifestOf } from '@tidegate/resources'
import type { Context } from './context.ts'
import { hasTopic } from './topic-router.ts'

/** An alias never creates the topic that it shows. */
export async function requirePhysicalTopic(context: Context, { spec }: ManifestOf<'AliasTopic'>): Promise<void> {
  const { physicalName, physicalCluster } = spec
  const exists = await hasTopic(context, { name: physicalCluster, topic: physicalName }).catch(error => {
    const reason = error instanceof GatewayError ? error.message : 'The Kafka cluster could not be asked'
    throw new GatewayError(
      'UPSTREAM_UNAVAILABLE',
      `Physical topic ${physicalName} could not be looked up on cluster ${physicalCluster}. ${reason}`,
      error,
    )
  })
  if (!exists)
    throw new GatewayError(
      'INVALID',
      `Physical topic ${physicalName} does not exist on cluster ${physicalCluster}: create it or correct spec.physicalName`,
    )
}

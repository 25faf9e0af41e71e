import { GatewayError } from '@tidegate/errors'
import type { ManifestOf } from '@tidegate/resources'
import type { Context } from './context.ts'
import { missingTopics } from './topic-router.ts'

type AliasTopic = ManifestOf<'AliasTopic'>

/** An alias never creates the topic that it shows: of each, why it may not be, if so. */
export async function requirePhysicalTopics(
  context: Context,
  aliases: readonly AliasTopic[],
): Promise<(GatewayError | undefined)[]> {
  const byCluster = Map.groupBy(aliases, ({ spec }) => spec.physicalCluster)
  const asked = [...byCluster].map(async ([cluster, own]) => [cluster, await askFor(context, cluster, own)] as const)
  const answers = new Map(await Promise.all(asked))
  return aliases.map(alias => refusalOf(alias, answers.get(alias.spec.physicalCluster)!))
}

/** The topics that are not there, or why that is not known. */
async function askFor(context: Context, cluster: string, aliases: readonly AliasTopic[]) {
  const names = [...new Set(aliases.map(({ spec }) => spec.physicalName))]
  return missingTopics(context, cluster, names).catch((error: unknown) =>
    error instanceof Error ? error : new Error('The Kafka cluster could not be asked', { cause: error }),
  )
}

function refusalOf({ spec }: AliasTopic, answer: ReadonlySet<string> | Error): GatewayError | undefined {
  const { physicalName, physicalCluster } = spec
  if (answer instanceof Error) {
    const reason = answer instanceof GatewayError ? answer.message : 'The Kafka cluster could not be asked'
    return new GatewayError(
      'UPSTREAM_UNAVAILABLE',
      `Physical topic ${physicalName} could not be looked up on cluster ${physicalCluster}. ${reason}`,
      answer,
    )
  }
  if (!answer.has(physicalName)) return undefined
  return new GatewayError(
    'INVALID',
    `Physical topic ${physicalName} does not exist on cluster ${physicalCluster}: create it or correct spec.physicalName`,
  )
}

import type { Body } from '@tidegate/protocol'
import { flags, GROUPS, type Request, TOPICS } from './shared.ts'

/** Kafka's ConfigResource.Type with names of each. */
const RESOURCES = [
  ...[...TOPICS, ''].map(name => [2, name] as const),
  ...GROUPS.map(name => [32, name] as const),
  [4, '1'],
  [16, 'metrics'],
] as const

const describeConfigs = (
  what: string,
  resources: readonly (readonly [type: number, name: string])[],
  configurationKeys: readonly string[] | null,
  more: Body = {},
): Request => ({
  what,
  body: () => ({
    resources: resources.map(([resourceType, resourceName]) => ({ resourceType, resourceName, configurationKeys })),
    ...more,
  }),
})

export const cluster: Readonly<Record<string, readonly Request[]>> = {
  DescribeConfigs: [
    describeConfigs('an unknown type', [...RESOURCES, [99, 'orders']], null),
    describeConfigs(
      'every config',
      [
        [2, 'orders'],
        [2, 'payments'],
        [32, 'billing'],
        [32, 'audit'],
        [4, '1'],
        [16, 'metrics'],
      ],
      null,
    ),
    describeConfigs('some configs', RESOURCES, ['retention.ms', 'consumer.session.timeout.ms', 'no.such']),
    describeConfigs('with synonyms', [[2, 'orders']], null, { includeSynonyms: true, includeDocumentation: true }),
  ],
  DescribeCluster: [
    ...flags('includeClusterAuthorizedOperations', {}),
    ...[2, 9].map(
      (endpointType): Request => ({
        what: `endpoints ${endpointType}`,
        versions: [1, 2],
        body: () => ({ endpointType }),
      }),
    ),
  ],
}

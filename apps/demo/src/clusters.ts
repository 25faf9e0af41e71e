import { writeFileSync } from 'node:fs'
import { type KafkaCluster, startKafka } from '@tidegate/testkit'

type Sample = { readonly name: string; readonly partitions: number }

type Definition = {
  readonly name: 'main' | 'clusterA' | 'clusterB'
  readonly brokerIds: readonly number[]
  readonly port: number
  readonly role: 'main' | 'upstream'
  readonly topics: readonly Sample[]
}

/** The clusters of the multi-cluster guide, with topics to share. */
const definitions: readonly Definition[] = [
  {
    name: 'main',
    brokerIds: [1, 2, 3],
    port: 29_092,
    role: 'main',
    topics: [
      { name: 'billing.invoices', partitions: 6 },
      { name: 'billing.payments', partitions: 6 },
    ],
  },
  {
    name: 'clusterA',
    brokerIds: [1],
    port: 29_192,
    role: 'upstream',
    topics: [
      { name: 'internal-topic-name1', partitions: 3 },
      { name: 'internal-topic-name2', partitions: 3 },
      { name: 'internal-audit', partitions: 1 },
    ],
  },
  {
    name: 'clusterB',
    brokerIds: [1],
    port: 29_292,
    role: 'upstream',
    topics: [
      { name: 'shop.orders', partitions: 3 },
      { name: 'shop.shipments', partitions: 3 },
    ],
  },
]

export type Running = { readonly definition: Definition; readonly kafka: KafkaCluster }

const portsOf = ({ port, brokerIds }: Definition, offset: number) => brokerIds.map((_, i) => port + offset + i)

export const clusterPorts = (offset: number): number[] => definitions.flatMap(definition => portsOf(definition, offset))

export function startClusters(directory: string, offset: number): Promise<Running[]> {
  return Promise.all(
    definitions.map(async definition => {
      const { name, brokerIds } = definition
      const ports = portsOf(definition, offset)
      return {
        definition,
        kafka: await startKafka({ name, brokerIds: [...brokerIds], ports, dir: `${directory}/${name}` }),
      }
    }),
  )
}

/** The cluster-config file in the form of the guide. */
export function writeClusterConfig(path: string, clusters: readonly Running[]): void {
  const entries = clusters.map(({ definition: { name, role }, kafka: { bootstrap } }) => [
    `  ${name}:`,
    `    bootstrap.servers: ${bootstrap}`,
    '    security.protocol: PLAINTEXT',
    ...(role === 'main' ? [] : [`    gateway.roles: ${role}`]),
  ])
  writeFileSync(path, `${['config:', ...entries.flat()].join('\n')}\n`)
}

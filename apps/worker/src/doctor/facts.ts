import type { Snapshot } from '@tidegate/store'
import type { View } from '@tidegate/vcluster'
import type { Environment } from '../env.ts'
import { viewsAt } from '../loop/views.ts'
import { Picture } from '../picture.ts'
import { snapshotFile } from '../snapshot-file.ts'

export type PhysicalCluster = {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly managedBy?: string
}

/** What there is to look at, secrets included: none of it may be shown but names and addresses. */
export type Facts = {
  readonly environment: Environment
  readonly clusters: readonly PhysicalCluster[]
  readonly views: readonly View[]
  readonly slots: Snapshot['slots']
}

/** The database's configuration, or that of the snapshot on disk; clusters that the environment declares need neither. */
export async function gatherFacts(environment: Environment, snapshot: Promise<Snapshot>): Promise<Facts> {
  const found = await snapshot.catch(() => readSnapshot(environment))
  const declared = new Set(environment.clusters.map(({ name }) => name))
  const picture = new Picture()
  const moves = found ? picture.take(found).resources : []
  const others = [...picture.all('PhysicalCluster')]
    .filter(({ metadata, spec }) => spec.role !== 'failover' && !declared.has(metadata.name))
    .map(({ metadata: { name }, spec: { properties }, managedBy }) => ({ name, properties, managedBy }))
  const clusters = [...environment.clusters.filter(({ role }) => role !== 'failover'), ...others]
  const serving = new Set(clusters.map(({ name }) => name))
  return {
    environment,
    clusters,
    views: viewsAt(Date.now(), moves),
    // Slots stay allotted for ever, also those of clusters that are gone.
    slots: (found?.slots ?? []).filter(({ physicalCluster }) => serving.has(physicalCluster)),
  }
}

function readSnapshot({ stateDirectory, secretKey }: Environment): Snapshot | undefined {
  try {
    return snapshotFile(stateDirectory, secretKey).read()
  } catch {
    return undefined
  }
}

/** Where a property of a cluster is changed. */
export function placeOf({ name, managedBy }: PhysicalCluster, property: string): string {
  if (managedBy === 'environment')
    return `KAFKA_${name === 'main' ? 'MAIN' : name}_${property.toUpperCase().replaceAll('.', '_')}`
  if (managedBy === 'file') return `${property} of ${name} in the file that GATEWAY_BACKEND_KAFKA_SELECTOR names`
  return `spec.properties["${property}"] of PhysicalCluster ${name}`
}

import { GatewayError } from '@tidegate/errors'
import { type Change, type Resource, validateChanges } from '@tidegate/resources'
import { applyWithin, readStored, type Vault } from './apply.ts'
import { writing } from './database.ts'
import { readReach } from './reach.ts'
import type { Store } from './store.ts'

type Clusters = Parameters<Store['syncManaged']>[0]
type Managed = Clusters[number]
/** Of several workers with the same declarations the first changes something and the others nothing. */
export async function syncManaged(vault: Vault, clusters: Clusters): Promise<void> {
  await writing(vault, async transaction => {
    const known = await readStored(transaction, { kind: 'PhysicalCluster' })
    const gone = known
      .map(({ resource }) => resource)
      .filter(isGone(clusters))
      .map(deleteOf)
    const puts = clusters.map(putOf)
    const stored = await readReach(transaction, [...puts, ...gone])
    const current = stored.map(({ resource }) => resource)
    const deletes = gone.filter(change => isUnused(change, current))
    const actor = { user: 'worker', surface: 'worker' } as const
    await applyWithin({ transaction, vault, stored }, [...puts, ...deletes], { actor })
  })
}

const putOf = ({ name, managedBy, ...spec }: Managed): Change => ({
  op: 'put',
  manifest: { kind: 'PhysicalCluster', apiVersion: 'tidegate/v1', metadata: { name }, spec },
  managedBy,
})

const isGone = (clusters: Clusters) => {
  const names = new Set(clusters.map(({ name }) => name))
  return ({ kind, metadata, managedBy }: Resource): boolean =>
    kind === 'PhysicalCluster' && managedBy !== undefined && !names.has(metadata.name)
}

const deleteOf = ({ kind, metadata, managedBy }: Resource): Change => ({
  op: 'delete',
  kind,
  name: metadata.name,
  managedBy,
})

/** What is still in use stays until nothing uses it. */
function isUnused(change: Change, current: readonly Resource[]): boolean {
  try {
    validateChanges([change], current)
    return true
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'CONFLICT') return false
    throw error
  }
}

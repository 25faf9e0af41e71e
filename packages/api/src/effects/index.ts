import type { KindName } from '@tidegate/resources'
import type { PlannedChange, Worker } from '@tidegate/store'
import { acl } from './acl.ts'
import { aliasTopic } from './alias-topic.ts'
import { partner } from './partner.ts'
import { physicalCluster } from './physical-cluster.ts'
import { serviceAccount } from './service-account.ts'
import { virtualCluster } from './virtual-cluster.ts'
import { connectionsOf, counted, type Effect, type Of, type World, worldOf } from './world.ts'

const effects: { readonly [K in KindName]: (change: Of<K>, world: World) => Effect } = {
  PhysicalCluster: physicalCluster,
  VirtualCluster: virtualCluster,
  AliasTopic: aliasTopic,
  GatewayServiceAccount: serviceAccount,
  Acl: acl,
  Partner: partner,
}

/** What changes mean to who works with the gateways, and how many connected clients will notice. */
export function effectsOf(changes: readonly PlannedChange[], workers: readonly Worker[], now: Date) {
  const world = worldOf(workers, now)
  const effective = changes.filter(({ result }) => result !== 'NOT_CHANGED')
  const all = effective.filter(({ change }) => change !== undefined).map(change => effectOf(change, world))
  const touched = [...new Set(all.flatMap(({ clients }) => clients))]
  return {
    effects: [...all.flatMap(({ says }) => says), ...alongOf(effective)],
    clients: touched.length,
    connections: connectionsOf(touched),
  }
}

function effectOf({ kind, name, vCluster = '', result, before, after, secrets }: PlannedChange, world: World): Effect {
  const specs = { ...(before && { before: before.spec }), ...(after && { after: after.spec }) }
  return (effects[kind] as (change: unknown, world: World) => Effect)(
    { name, vCluster, result, secrets, ...specs },
    world,
  )
}

/** ACLs go with their virtual cluster. */
function alongOf(changes: readonly PlannedChange[]): string[] {
  const removed = changes.filter(({ kind, result }) => kind === 'VirtualCluster' && result === 'DELETED')
  const names = new Set<string | undefined>(removed.map(({ name }) => name))
  const along = changes.filter(({ change, vCluster }) => change === undefined && names.has(vCluster))
  return [...Map.groupBy(along, ({ vCluster }) => vCluster)].map(
    ([vCluster, acls]) => `${counted(acls.length, 'ACL')} of ${vCluster} ${acls.length === 1 ? 'goes' : 'go'} with it.`,
  )
}

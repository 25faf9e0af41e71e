import { type AclBinding, differences } from '@tidegate/resources'
import { isFor, rightGiven, rightTaken } from './acl.ts'
import { connectionsOf, counted, type Effect, type Of, type World } from './world.ts'

export function virtualCluster(change: Of<'VirtualCluster'>, { clients: all }: World): Effect {
  const { name, result, before, after } = change
  const clients = all.filter(each => each.virtualCluster === name)
  if (result === 'DELETED') return { says: [lost(name, connectionsOf(clients))], clients }
  const superUsers = lists(before?.superUsers, after?.superUsers)
  const acls = lists(before?.acls, after?.acls)
  const users = new Set([...superUsers.added, ...superUsers.removed])
  const changed = [...acls.added, ...acls.removed]
  return {
    says: [
      ...(result === 'CREATED'
        ? [`There is a new virtual cluster ${name}: clients reach it once it has a topic.`]
        : []),
      ...(before?.aclMode === after?.aclMode ? [] : [modes[after?.aclMode ?? 'KAFKA_API'](name)]),
      ...superUsers.added.map(user => `${user} may do everything in ${name}.`),
      ...superUsers.removed.map(user => `${user} may no longer do everything in ${name}, only what ACLs allow.`),
      ...acls.added.map(rightGiven),
      ...acls.removed.map(rightTaken),
    ],
    clients: clients.filter(each => users.has(each.user) || changed.some(acl => isFor(acl, each.user))),
  }
}

const lost = (name: string, connections: number): string =>
  connections === 0
    ? `Clients can no longer reach ${name}: no connection is open.`
    : `Clients can no longer reach ${name}: ${counted(connections, 'open connection')} ${connections === 1 ? 'ends' : 'end'} at once.`

const modes = {
  KAFKA_API: (name: string) => `The super users of ${name} edit its ACLs with Kafka’s own tools.`,
  REST_API: (name: string) => `The ACLs of ${name} are those of its spec, and Kafka’s own tools cannot edit them.`,
}

/** What came into a list and what was taken out of it. */
function lists<T extends string | AclBinding>(before: readonly T[] = [], after: readonly T[] = []) {
  const all = differences(before, after)
  return {
    added: all.flatMap(each => (each.before === undefined && each.after !== undefined ? [each.after as T] : [])),
    removed: all.flatMap(each => (each.after === undefined && each.before !== undefined ? [each.before as T] : [])),
  }
}

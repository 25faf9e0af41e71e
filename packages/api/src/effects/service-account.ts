import { connectionsOf, counted, type Effect, type Of, type World } from './world.ts'

export function serviceAccount(change: Of<'GatewayServiceAccount'>, { clients: all }: World): Effect {
  const { name, vCluster, result } = change
  if (result === 'CREATED')
    return { says: [`${name} can sign in to ${vCluster} once a token is issued to it.`], clients: [] }
  const clients = all.filter(each => each.virtualCluster === vCluster && each.user === name)
  if (result === 'DELETED')
    return { says: [ended(name, connectionsOf(clients)), `All tokens of ${name} are revoked for good.`], clients }
  return { says: [`${name} signs in to ${vCluster} in another way.`], clients }
}

function ended(name: string, connections: number): string {
  if (connections === 0) return `${name} can no longer sign in: no connection is open.`
  return `${name}’s ${counted(connections, 'open connection')} ${connections === 1 ? 'ends' : 'end'} at once.`
}

import { differences } from '@tidegate/resources'
import { connectionsOf, counted, type Effect, type Of, type World } from './world.ts'

export function physicalCluster(change: Of<'PhysicalCluster'>, { gateways, clients: all }: World): Effect {
  const { name, result, before, after, secrets } = change
  const clients = all.filter(each => each.physicalCluster === name)
  const who = counted(gateways, 'gateway')
  if (result === 'DELETED') return { says: [`${who} ${gateways === 1 ? 'lets' : 'let'} go of ${name}.`], clients }
  if (result === 'CREATED')
    return after?.role === 'failover'
      ? { says: [`${name} is known as a failover cluster: no gateway connects to it yet.`], clients: [] }
      : { says: [`${who} ${gateways === 1 ? 'connects' : 'connect'} to ${name}.`], clients: [] }
  const role =
    before?.role === after?.role
      ? []
      : [`${name} becomes ${words[after?.role ?? 'upstream']} cluster, as ${before?.role} it was.`]
  const isMoved =
    differences(before?.properties, after?.properties).length > 0 || secrets.some(({ state }) => state !== 'UNCHANGED')
  if (!isMoved) return { says: role, clients: [] }
  return {
    says: [
      ...role,
      `${who} ${gateways === 1 ? 'takes' : 'take'} up the new connection to ${name}; ${left(connectionsOf(clients))}.`,
    ],
    clients,
  }
}

const words = { main: 'the main', upstream: 'an upstream', failover: 'a failover' } as const

const left = (connections: number): string =>
  connections === 0
    ? 'no connection is open'
    : `${counted(connections, 'open connection')} ${connections === 1 ? 'is let go after its answers' : 'are let go after their answers'}`

import { type Effect, type Of, open, type World } from './world.ts'

export function aliasTopic(change: Of<'AliasTopic'>, { clients: all }: World): Effect {
  const { name, vCluster, result, before, after } = change
  const clients = all.filter(each => each.virtualCluster === vCluster)
  if (result === 'CREATED') return { says: [`Clients of ${vCluster} see a new topic ${name}.`], clients: [] }
  if (result === 'DELETED') return { says: [`Clients of ${vCluster} lose topic ${name}: ${open(clients)}.`], clients }
  const what = `the records of ${after?.physicalName} instead of those of ${before?.physicalName}`
  return { says: [`Clients of ${vCluster} see in topic ${name} ${what}: ${open(clients)}.`], clients }
}

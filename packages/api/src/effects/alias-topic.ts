import { retiresAt } from '@tidegate/resources'
import { type Effect, type Of, open, type World } from './world.ts'

export function aliasTopic(change: Of<'AliasTopic'>, { clients: all, now }: World): Effect {
  const { name, vCluster, result, before, after } = change
  const clients = all.filter(each => each.virtualCluster === vCluster)
  const isGone = after !== undefined && retiresAt(after) <= now.getTime()
  if (result === 'DELETED' || isGone)
    return { says: [`Clients of ${vCluster} lose topic ${name}: ${open(clients)}.`], clients }
  if (result === 'CREATED')
    return { says: [`Clients of ${vCluster} see a new topic ${name}.`, ...renames(change)], clients: [] }
  if (before?.physicalName === after?.physicalName) return { says: renames(change), clients: [] }
  const what = `the records of ${after?.physicalName} instead of those of ${before?.physicalName}`
  return {
    says: [`Clients of ${vCluster} see in topic ${name} ${what}: ${open(clients)}.`, ...renames(change)],
    clients,
  }
}

function renames({ name, vCluster, before, after }: Of<'AliasTopic'>): string[] {
  const { retires } = after ?? {}
  if (!retires) return before?.retires ? [`Topic ${name} of ${vCluster} keeps its name.`] : []
  if (before?.retires?.on === retires.on && before.retires.to === retires.to) return []
  return [
    `Clients of ${vCluster} may use ${name} beside its new name ${retires.to} until ${retires.on}, and then no more.`,
  ]
}

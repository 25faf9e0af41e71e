import { differences } from '@tidegate/resources'
import { connectionsOf, counted, type Effect, type Of, type World } from './world.ts'

export function physicalCluster(change: Of<'PhysicalCluster'>, { gateways, clients: all }: World): Effect {
  const { name, before, after } = change
  const clients = all.filter(each => each.physicalCluster === name)
  const who = (one: string, many: string) => `${counted(gateways, 'gateway')} ${gateways === 1 ? one : many}`
  const left = `; ${letGo(connectionsOf(clients))}.`
  if (!after) return { says: isServing(before) ? [`${who('lets', 'let')} go of ${name}${left}`] : [], clients }
  if (!before && !isServing(after))
    return { says: [`${name} is known as a failover cluster: no gateway connects to it yet.`], clients: [] }
  const said = [
    ...(before && before.role !== after.role ? [became(name, before.role, after.role)] : []),
    ...(isReadable(before) === isReadable(after) ? [] : [READING[after.messages ?? 'hidden'](name)]),
  ]
  if (!isServing(before))
    return { says: [...said, ...(isServing(after) ? [`${who('connects', 'connect')} to ${name}.`] : [])], clients: [] }
  if (!isServing(after)) return { says: [...said, `${who('lets', 'let')} go of ${name}${left}`], clients }
  if (!isMoved(change)) return { says: said, clients: [] }
  return { says: [...said, `${who('takes', 'take')} up the new connection to ${name}${left}`], clients }
}

const isServing = (spec: Of<'PhysicalCluster'>['after']): boolean => spec !== undefined && spec.role !== 'failover'

const isReadable = (spec: Of<'PhysicalCluster'>['after']): boolean => spec?.messages === 'readable'

const READING = {
  readable: (name: string) => `Operators and Owners can read single records of every topic of ${name}.`,
  hidden: (name: string) => `Records of ${name} cannot be read in the console any more.`,
} as const

const isMoved = ({ before, after, secrets }: Of<'PhysicalCluster'>): boolean =>
  differences(before?.properties, after?.properties).length > 0 || secrets.some(({ state }) => state !== 'UNCHANGED')

const roles = { main: 'the main', upstream: 'an upstream', failover: 'a failover' } as const

const became = (name: string, before: keyof typeof roles, after: keyof typeof roles): string =>
  `${name} is ${roles[after]} cluster now, and was ${roles[before]} cluster before.`

const letGo = (connections: number): string =>
  connections === 0
    ? 'no connection is open'
    : `${counted(connections, 'open connection')} ${connections === 1 ? 'is let go after its answers' : 'are let go after their answers'}`

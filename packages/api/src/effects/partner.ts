import { type SpecOf, shareEndsAt } from '@tidegate/resources'
import { connectionsOf, counted, type Effect, type Of, type World } from './world.ts'

type Spec = SpecOf<'Partner'>

export function partner({ name, before, after }: Of<'Partner'>, { clients: all, now }: World): Effect {
  if (!after) return { says: [`Who the partner of ${name} is, and when the share ends, is forgotten.`], clients: [] }
  const clients = hasEnded(after, now) && !hasEnded(before, now) ? all.filter(each => each.virtualCluster === name) : []
  return { says: [saysOf(name, { before, after, now, connections: connectionsOf(clients) })], clients }
}

type States = {
  readonly before: Spec | undefined
  readonly after: Spec
  readonly now: Date
  readonly connections: number
}

function saysOf(name: string, { before, after, now, connections }: States): string {
  const { displayName } = after
  if (before && before.endsOn === after.endsOn)
    return `Only what is known of ${displayName} changes: no client notices.`
  if (hasEnded(after, now)) return `The share of ${name} with ${displayName} has ended: ${cutOff(connections)}.`
  if (!before) return `${name} is shared with ${displayName} ${until(after)}.`
  const again = hasEnded(before, now) ? 'may sign in again' : 'may sign in'
  return `Accounts of ${name} ${again} ${until(after)}.`
}

const hasEnded = (spec: Spec | undefined, now: Date): boolean =>
  spec !== undefined && shareEndsAt(spec) <= now.getTime()

const until = ({ endsOn }: Spec): string =>
  endsOn === undefined ? 'without an end' : `until the end of ${endsOn} (UTC)`

function cutOff(connections: number): string {
  const refused = 'no account may sign in'
  if (connections === 0) return `${refused}, and no connection is open`
  return `${refused}, and ${counted(connections, 'open connection')} ${connections === 1 ? 'ends' : 'end'} at once`
}

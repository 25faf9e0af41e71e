import type { Body } from '@tidegate/protocol'
import type { ApiFile, Context } from './context.ts'

type Lists = { readonly asked: string; readonly told: string }

/** Where requests name topics, and their answers tell of them, that a broker takes once each. */
const lists: Readonly<Record<string, Lists>> = {
  Produce: { asked: 'topicData', told: 'responses' },
  Fetch: { asked: 'topics', told: 'responses' },
  ListOffsets: { asked: 'topics', told: 'topics' },
  OffsetCommit: { asked: 'topics', told: 'topics' },
  OffsetDelete: { asked: 'topics', told: 'topics' },
  OffsetFetch: { asked: 'topics', told: 'topics' },
  TxnOffsetCommit: { asked: 'topics', told: 'topics' },
  AddPartitionsToTxn: { asked: 'v3AndBelowTopics', told: 'resultsByTopicV3AndBelow' },
}

type Parts = readonly [first: Body, second: Body]

/** As the API's own serve. What names one topic by both its names (docs/decisions/0018) is two requests to the broker. */
export async function serveApart(file: ApiFile, context: Context): Promise<Body | undefined> {
  const places = context.view.retiring.size > 0 ? lists[file.name] : undefined
  const parts = places && partsOf(context, places)
  if (!places || !parts) return file.serve(context)
  const [first, second] = await Promise.all(parts.map(request => file.serve({ ...context, request })))
  if (!first || !second || first.errorCode) return first
  return first.groups
    ? { ...first, groups: joined(first, second) }
    : { ...first, [places.told]: both(first, second, places.told) }
}

/** Undefined where no topic is named by both its names. */
function partsOf(context: Context, { asked }: Lists): Parts | undefined {
  const { request } = context
  if (request.groups) return partsOfGroups(context)
  const [first, second] = divided(context, request[asked] ?? [])
  return second.length === 0
    ? undefined
    : [
        { ...request, [asked]: first },
        { ...request, [asked]: second },
      ]
}

function partsOfGroups(context: Context): Parts | undefined {
  const { request } = context
  const groups: readonly Body[] = request.groups
  const parts = groups.map(group => [group, divided(context, group.topics ?? [])] as const)
  const second = parts.flatMap(([group, [, topics]]) => (topics.length > 0 ? [{ ...group, topics }] : []))
  const first = parts.map(([group, [topics]]) => ({ ...group, topics: group.topics && topics }))
  return second.length === 0
    ? undefined
    : [
        { ...request, groups: first },
        { ...request, groups: second },
      ]
}

/** Rows of a topic that a row before names otherwise come second. */
function divided({ view, ids }: Context, rows: readonly Body[]): [first: Body[], second: Body[]] {
  const names = new Map<string, string>()
  const parts: [Body[], Body[]] = [[], []]
  for (const row of rows) {
    const name: string | undefined = row.name ?? row.topic ?? ids.nameOf(row.topicId)
    const physical = name === undefined ? undefined : view.aliases.get(name)
    const before = physical === undefined ? undefined : names.get(physical)
    if (physical !== undefined && name !== undefined && before === undefined) names.set(physical, name)
    parts[before === undefined || before === name ? 0 : 1].push(row)
  }
  return parts
}

const both = (first: Body, second: Body, field: string): Body[] => [...first[field], ...second[field]]

function joined(first: Body, second: Body): Body[] {
  const more = new Map<string, Body>(second.groups.map((group: Body) => [group.groupId, group]))
  return first.groups.map((group: Body) => {
    const rest = more.get(group.groupId)
    return rest && !group.errorCode ? { ...group, topics: both(group, rest, 'topics') } : group
  })
}

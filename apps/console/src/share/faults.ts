import type { Plan } from '#trpc/provider.tsx'
import { accountName, groupPrefix, mayRead } from './accounts.ts'
import { places, stepOf } from './changes.ts'
import { type Draft, type StepId, stepIds } from './draft.ts'
import { aliasOf, isTechnicalName, nameOf, patternOf } from './naming.ts'

export type Fault = {
  readonly step: StepId
  /** The place of the change; -1 where a field is of none. */
  readonly change: number
  readonly path: string
  readonly message: string
}

export const mostTopics = 500

/** Fields that are of the draft and of no manifest. */
export const ofDraft = -1

const of = (step: StepId, change: number, path: string, words: string): Fault => ({
  step,
  change,
  path,
  message: change === ofDraft ? words : `${path}: ${words}`,
})

/** What the server cannot see, because it is about a choice that was not made, or about two that do not go together. */
export const faultsOf = (draft: Draft, today: string): Fault[] => [
  ...partnerFaults(draft, today),
  ...(draft.cluster === '' ? [of('where', ofDraft, 'cluster', 'Choose the physical cluster that has the topics')] : []),
  ...topicFaults(draft),
  ...accessFaults(draft),
]

function partnerFaults(draft: Draft, today: string): Fault[] {
  const { displayName, hasEnd, endsOn } = draft
  if (displayName.trim() === '')
    return [of('partner', places.partner, 'spec.displayName', 'give the name of the partner')]
  const faults: Fault[] = []
  if (!isTechnicalName(nameOf(draft)))
    faults.push(
      of(
        'partner',
        places.cluster,
        'metadata.name',
        'use 2 to 63 lower-case letters, digits and dashes, a letter first',
      ),
    )
  if (hasEnd && endsOn !== '' && endsOn < today)
    faults.push(of('partner', places.partner, 'spec.endsOn', 'choose today or a later day'))
  return faults
}

function topicFaults(draft: Draft): Fault[] {
  const { topics, rule } = draft
  const faults: Fault[] = []
  if (topics.length === 0) faults.push(of('topics', ofDraft, 'topics', 'Choose at least one topic'))
  if (topics.length > mostTopics)
    faults.push(of('topics', ofDraft, 'topics', `Choose at most ${mostTopics} topics: the others can follow later`))
  if (rule.kind === 'replace' && rule.text !== '' && !patternOf(rule.text))
    faults.push(of('topics', ofDraft, 'rule', 'This is not a regular expression'))
  const owners = new Map<string, string>()
  topics.forEach((topic, index) => {
    const alias = aliasOf(topic, rule)
    const owner = owners.get(alias)
    if (owner === undefined) owners.set(alias, topic.physical)
    else
      faults.push(
        of(
          'topics',
          places.topic(draft, index),
          'metadata.name',
          `${owner} is called ${alias} already: choose another`,
        ),
      )
  })
  return faults
}

function accessFaults(draft: Draft): Fault[] {
  const { accounts, superUser } = draft
  const names = accounts.map((account, index) => accountName(account, { draft, index }))
  const own = names.includes(superUser)
    ? [of('access', places.superUser, 'metadata.name', `${superUser} is an account of the partner: choose another`)]
    : []
  return [
    ...own,
    ...accounts.flatMap((account, index) => {
      const place = places.account(index)
      const isTwice = names.indexOf(names[index]!) < index
      const needsGroup = mayRead(account, draft) && groupPrefix(account, draft) === ''
      return [
        ...(isTwice ? [of('access', place, 'metadata.name', `there are two accounts ${names[index]}`)] : []),
        ...(needsGroup ? [of('access', place, 'group', 'say how its groups begin: who reads needs one')] : []),
      ]
    }),
  ]
}

/** What the server says, where the draft itself has nothing to say of the same field. */
export function withPlan(own: readonly Fault[], draft: Draft, plan: Plan | undefined): Fault[] {
  const has = (change: number, path: string) => own.some(each => each.change === change && each.path === path)
  const told = (plan?.errors ?? []).map(({ change = ofDraft, path = 'spec', message }) => ({
    step: stepOf(change, draft),
    change,
    path,
    message,
  }))
  const first = plan?.changes.find(({ change }) => change === places.cluster)
  const isTaken = first !== undefined && first.result !== 'CREATED'
  const taken = of(
    'partner',
    places.cluster,
    'metadata.name',
    `there is a virtual cluster ${first?.name} already: choose another name`,
  )
  const all = [...own, ...(isTaken ? [taken] : []), ...told.filter(({ change, path }) => !has(change, path))]
  return all.sort((a, b) => stepIds.indexOf(a.step) - stepIds.indexOf(b.step))
}

import { clusterPattern, type Grant, literal, type Operation, type Pattern, type ResourceType } from './grant.ts'

/** Which resources of a type are meant. */
export type Choice =
  | { readonly by: 'NAMES'; readonly names: readonly string[] }
  | { readonly by: 'PREFIX'; readonly prefix: string }
  | { readonly by: 'ANY' }

/** What an intent must be told; `application` is one name from which others are made. */
export type Answers = Readonly<
  Record<'topics' | 'outputs' | 'groups' | 'transactionalIds', Choice> & { application: string; host: string }
>

export type Question = Exclude<keyof Answers, 'host'>

type Part = {
  readonly resourceType: ResourceType
  readonly operations: readonly Operation[]
  patterns(answers: Answers, resourceType: ResourceType): Pattern[]
}

type Intent = {
  readonly words: string
  readonly about: string
  readonly asks: readonly Question[]
  readonly parts: readonly Part[]
}

export const noAnswers: Answers = {
  topics: { by: 'NAMES', names: [] },
  outputs: { by: 'NAMES', names: [] },
  groups: { by: 'NAMES', names: [] },
  transactionalIds: { by: 'NAMES', names: [] },
  application: '',
  host: '*',
}

export function patternsOf(choice: Choice, resourceType: ResourceType): Pattern[] {
  if (choice.by === 'ANY') return [literal(resourceType, '*')]
  if (choice.by === 'NAMES') return choice.names.filter(name => name !== '').map(name => literal(resourceType, name))
  return choice.prefix === '' ? [] : [{ resourceType, name: choice.prefix, patternType: 'PREFIXED' }]
}

type Several = Exclude<Question, 'application'>

const part = (question: Several, resourceType: ResourceType, ...operations: Operation[]): Part => ({
  resourceType,
  operations,
  patterns: answers => patternsOf(answers[question], resourceType),
})

/** What Kafka Streams names after its application: a group of that name, the others with a dash behind it. */
const ofApplication = (resourceType: ResourceType, ...operations: Operation[]): Part => ({
  resourceType,
  operations,
  patterns: ({ application: id }) => {
    if (id === '') return []
    if (resourceType === 'GROUP') return [literal(resourceType, id)]
    return [{ resourceType, name: `${id}-`, patternType: 'PREFIXED' }]
  },
})

export const intents = {
  CONSUME: {
    words: 'Consume',
    about: 'Read topics as a member of a group.',
    asks: ['topics', 'groups'],
    parts: [part('topics', 'TOPIC', 'READ', 'DESCRIBE'), part('groups', 'GROUP', 'READ', 'DESCRIBE')],
  },
  PRODUCE: {
    words: 'Produce',
    about: 'Write to topics, idempotently too.',
    asks: ['topics'],
    parts: [part('topics', 'TOPIC', 'WRITE', 'DESCRIBE')],
  },
  TRANSACT: {
    words: 'Produce in transactions',
    about: 'Write to topics all or nothing, under a transactional id.',
    asks: ['topics', 'transactionalIds'],
    parts: [
      part('topics', 'TOPIC', 'WRITE', 'DESCRIBE'),
      part('transactionalIds', 'TRANSACTIONAL_ID', 'WRITE', 'DESCRIBE'),
    ],
  },
  STREAMS: {
    words: 'Run a Kafka Streams application',
    about: 'Read some topics and write others. Its internal topics must be shared like any other.',
    asks: ['application', 'topics', 'outputs'],
    parts: [
      part('topics', 'TOPIC', 'READ', 'DESCRIBE'),
      part('outputs', 'TOPIC', 'WRITE', 'DESCRIBE'),
      ofApplication('TOPIC', 'READ', 'WRITE', 'DESCRIBE', 'DESCRIBE_CONFIGS'),
      ofApplication('GROUP', 'READ', 'DESCRIBE', 'DELETE'),
      ofApplication('TRANSACTIONAL_ID', 'WRITE', 'DESCRIBE'),
    ],
  },
  ADMIN: {
    words: 'Administer',
    about: 'Do everything with what is chosen, and edit the ACLs of the virtual cluster.',
    asks: ['topics', 'groups', 'transactionalIds'],
    parts: [
      part('topics', 'TOPIC', 'ALL'),
      part('groups', 'GROUP', 'ALL'),
      part('transactionalIds', 'TRANSACTIONAL_ID', 'ALL'),
      { resourceType: 'CLUSTER', operations: ['ALL'], patterns: () => [clusterPattern] },
    ],
  },
  CUSTOM: {
    words: 'Something else',
    about: 'Set each operation of each resource yourself.',
    asks: [],
    parts: [],
  },
} as const satisfies Readonly<Record<string, Intent>>

export type IntentName = keyof typeof intents

/** The rules that an intent comes to. */
export const grantsOf = (name: IntentName, answers: Answers): Grant[] =>
  (intents[name] as Intent).parts.flatMap(({ resourceType, operations, patterns }) =>
    patterns(answers, resourceType).flatMap(resourcePattern =>
      operations.map(
        (operation): Grant => ({ resourcePattern, host: answers.host || '*', operation, permissionType: 'ALLOW' }),
      ),
    ),
  )

import { deepStrictEqual, equal, match } from 'node:assert/strict'
import { test } from 'node:test'
import { supportedOperations } from '@tidegate/resources/acl-words'
import { draftOf, noEdits, setCell, stateAt, without } from '#access/edits.ts'
import { type Grant, literal } from '#access/grant.ts'
import { type Answers, grantsOf, type IntentName, intents, noAnswers } from '#access/intents.ts'
import { kafkaAcls } from '#access/kafka-acls.ts'
import { warningsOf } from '#access/warnings.ts'
import { sentenceOf } from '#access/words.ts'

const names = (...names: string[]) => ({ by: 'NAMES', names }) as const
const answers: Answers = {
  topics: names('orders'),
  outputs: names('totals'),
  groups: { by: 'PREFIX', prefix: 'app-' },
  transactionalIds: { by: 'ANY' },
  application: 'totals-app',
  host: '*',
}

const told = ({ resourcePattern: { resourceType, name, patternType }, operation }: Grant) =>
  `${operation} ${resourceType} ${name}${patternType === 'PREFIXED' ? '…' : ''}`

const grant = (operation: Grant['operation'], permissionType: Grant['permissionType'] = 'ALLOW'): Grant => ({
  resourcePattern: literal('TOPIC', 'orders'),
  host: '*',
  operation,
  permissionType,
})

test('each intent comes to the rules that its clients need', () => {
  const rules = (name: IntentName) => grantsOf(name, answers).map(told)
  deepStrictEqual(rules('CONSUME'), [
    'READ TOPIC orders',
    'DESCRIBE TOPIC orders',
    'READ GROUP app-…',
    'DESCRIBE GROUP app-…',
  ])
  deepStrictEqual(rules('PRODUCE'), ['WRITE TOPIC orders', 'DESCRIBE TOPIC orders'])
  deepStrictEqual(rules('TRANSACT').slice(2), ['WRITE TRANSACTIONAL_ID *', 'DESCRIBE TRANSACTIONAL_ID *'])
  deepStrictEqual(
    rules('STREAMS').filter(text => text.includes('totals-app')),
    [
      'READ TOPIC totals-app-…',
      'WRITE TOPIC totals-app-…',
      'DESCRIBE TOPIC totals-app-…',
      'DESCRIBE_CONFIGS TOPIC totals-app-…',
      'READ GROUP totals-app',
      'DESCRIBE GROUP totals-app',
      'DELETE GROUP totals-app',
      'WRITE TRANSACTIONAL_ID totals-app-…',
      'DESCRIBE TRANSACTIONAL_ID totals-app-…',
    ],
  )
  deepStrictEqual(rules('ADMIN').at(-1), 'ALL CLUSTER kafka-cluster')
  deepStrictEqual(rules('CUSTOM'), [])
})

test('no intent asks for an operation that its resource does not have, or gives a right before it was answered', () => {
  for (const name of Object.keys(intents) as IntentName[]) {
    for (const { operation, resourcePattern } of grantsOf(name, answers))
      equal(operation === 'ALL' || supportedOperations[resourcePattern.resourceType].includes(operation), true, name)
    const unanswered = grantsOf(name, noAnswers).filter(each => each.resourcePattern.resourceType !== 'CLUSTER')
    deepStrictEqual(unanswered, [], name)
  }
})

test('an operation that is set leaves one rule, and one that is unset none', () => {
  const cell = { target: { pattern: literal('TOPIC', 'orders'), host: '*' }, operation: 'READ' } as const
  const current = [grant('READ'), grant('READ', 'DENY'), grant('WRITE')]
  equal(stateAt(current, cell.target, 'READ'), 'DENY')
  const set = (to: 'ALLOW' | 'DENY' | 'UNSET') => draftOf(current, [], setCell(noEdits, cell, to))
  deepStrictEqual(without(current, set('ALLOW')), [grant('READ', 'DENY')])
  deepStrictEqual(without(current, set('DENY')), [grant('READ')])
  deepStrictEqual(set('UNSET'), [grant('WRITE')])
})

test('a rule that someone else adds meanwhile stays, and one that someone else removes is not put back', () => {
  const cell = { target: { pattern: literal('TOPIC', 'orders'), host: '*' }, operation: 'READ' } as const
  const edits = setCell(noEdits, cell, 'UNSET')
  const theirs = [grant('READ'), grant('ALTER')]
  deepStrictEqual(draftOf(theirs, [], edits), [grant('ALTER')])
  deepStrictEqual(without([grant('ALTER')], draftOf([grant('ALTER')], [], edits)), [])
})

const asked = { who: 'reader', draft: [], added: [], hasAccount: true, isSuperUser: false, lost: 0, clients: [] }

test('what is broad, cannot work or hits a connected client is warned of', () => {
  const any = { ...grant('READ'), resourcePattern: literal('TOPIC', '*') }
  const short = { ...grant('READ'), resourcePattern: { ...literal('TOPIC', 'or'), patternType: 'PREFIXED' as const } }
  const [broad, brief, groupless] = warningsOf({ ...asked, draft: [any, short], added: [any, short] })
  match(broad ?? '', /any topic also covers every topic that comes later/)
  match(brief ?? '', /“or” is short/)
  match(groupless ?? '', /use no group/)
  const group = { ...grant('READ'), resourcePattern: literal('GROUP', 'app') }
  deepStrictEqual(warningsOf({ ...asked, draft: [grant('READ'), group], added: [grant('READ')] }), [])
  const clients = [{ software: 'librdkafka 2.16.0', host: '10.0.0.7' }]
  deepStrictEqual(warningsOf({ ...asked, clients }), [])
  match(warningsOf({ ...asked, lost: 1, clients }).join(), /librdkafka 2\.16\.0 from 10\.0\.0\.7/)
  match(warningsOf({ ...asked, hasAccount: false }).join(), /no service account/)
})

test('the rules about one resource are said in one sentence', () => {
  equal(sentenceOf([grant('READ'), grant('DESCRIBE'), grant('WRITE', 'DENY')]), 'may read and describe, may not write')
  equal(sentenceOf([grant('ALL')]), 'may do everything')
  equal(sentenceOf([grant('ALL', 'DENY')]), 'may not do anything')
})

test('kafka-acls adds before it removes, and what a shell would read is quoted', () => {
  const prefixed = {
    ...grant('DESCRIBE_CONFIGS'),
    resourcePattern: { ...literal('TOPIC', 'o'), patternType: 'PREFIXED' as const },
  }
  const text = kafkaAcls({
    principal: 'User:*',
    bootstrapServers: 'localhost:6972',
    added: [grant('READ'), grant('DESCRIBE')],
    removed: [{ ...prefixed, host: '10.0.0.7' }],
  })
  equal(
    text,
    `kafka-acls --bootstrap-server localhost:6972 --command-config admin.properties \\
  --add --allow-principal 'User:*' \\
  --operation Read --operation Describe \\
  --topic orders
kafka-acls --bootstrap-server localhost:6972 --command-config admin.properties \\
  --remove --force --allow-principal 'User:*' --allow-host 10.0.0.7 \\
  --operation DescribeConfigs \\
  --topic o --resource-pattern-type prefixed`,
  )
})

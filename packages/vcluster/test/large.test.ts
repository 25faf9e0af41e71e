import { ok, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Body } from '@tidegate/protocol'
import { play } from './scenario.ts'

const MANY = 190_000
/** Where each row was compared with each other, it took many times as long. */
const LONGEST_MS = 8_000

const played = (api: string, version: number, acls: readonly string[], when: Body) =>
  // biome-ignore lint/suspicious/noThenProperty: a scenario's word
  play({ scenario: '', api, version, acls, when, expects: null, then: {} })

const names = Array.from({ length: MANY }, (_, i) => `n${i}`)
const topics = names.map(name => ({ name, partitions: [] }))

const requests: Readonly<Record<string, readonly [version: number, acls: readonly string[], when: Body]>> = {
  DescribeGroups: [5, ['ALLOW DESCRIBE GROUP *'], { groups: names }],
  DeleteGroups: [2, ['ALLOW DELETE GROUP *'], { groupsNames: names }],
  ConsumerGroupDescribe: [0, ['ALLOW DESCRIBE GROUP *'], { groupIds: names }],
  AddPartitionsToTxn: [
    3,
    ['ALLOW WRITE TRANSACTIONAL_ID *'],
    { v3AndBelowTransactionalId: 't', v3AndBelowTopics: topics },
  ],
}

for (const [api, [version, acls, when]] of Object.entries(requests))
  test(`${api} of very many names takes as long as they are many`, async () => {
    const started = performance.now()
    await played(api, version, acls, when)
    const took = performance.now() - started
    ok(took < LONGEST_MS, `it took ${took} ms`)
  })

const acls = ['ALLOW ALTER CLUSTER kafka-cluster', ...Array.from({ length: 99 }, (_, i) => `ALLOW READ TOPIC t${i}`)]
const any = {
  resourceTypeFilter: 1,
  resourceNameFilter: null,
  patternTypeFilter: 1,
  principalFilter: null,
  hostFilter: null,
  operation: 1,
  permissionType: 1,
}
const topic = { resourceType: 2, resourceName: 't', resourcePatternType: 3, principal: 'User:u', host: '*' }

for (const [api, row, most, when] of [
  ['DeleteAcls', 'filterResults', 100, (count: number) => ({ filters: Array(count).fill(any) })],
  [
    'CreateAcls',
    'results',
    10_000,
    (count: number) => ({ creations: Array(count).fill({ ...topic, operation: 3, permissionType: 3 }) }),
  ],
] as const)
  test(`${api} of more than 10000 ACLs is refused, as by Kafka’s controllers`, async () => {
    for (const [count, code] of [
      [most, 0],
      [most + 1, 44],
    ] as const) {
      const { answer } = await played(api, 3, acls, when(count))
      strictEqual(answer[row].length, count)
      strictEqual(answer[row][0].errorCode, code)
    }
  })

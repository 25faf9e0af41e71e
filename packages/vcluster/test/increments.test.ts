import { deepEqual, equal, notEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { TopicTable } from '@tidegate/proxy'
import type { AclBinding } from '../src/acl-binding.ts'
import { type Acls, aclsOf, noAcls, withAcl, withoutAcl } from '../src/acl-index.ts'
import { createAuthorizer } from '../src/authorizer.ts'
import { renamed } from '../src/names.ts'
import { type Alias, nothingShown, type Shown, withAlias, withoutAlias } from '../src/shown.ts'
import { TopicIds } from '../src/topic-ids.ts'
import { createView } from '../src/view.ts'

let state = 11
/** Mulberry32. */
function below(most: number): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % most
}
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T

const names = ['a', 'ab', 'abc', 'b', '*']
const principals = ['User:x', 'User:y', 'User:*']
const hosts = ['10.0.0.1', '10.0.0.2', '*']
const asked = ['ALL', 'READ', 'WRITE', 'DESCRIBE']

const randomBinding = (): AclBinding => ({
  resourcePattern: { resourceType: 'TOPIC', name: pick(names), patternType: pick(['LITERAL', 'PREFIXED']) },
  principal: pick(principals),
  host: pick(hosts),
  operation: pick(asked),
  permissionType: pick(['ALLOW', 'DENY']),
})

const questions = principals
  .slice(0, 2)
  .flatMap(principal =>
    hosts
      .slice(0, 2)
      .flatMap(host =>
        asked.flatMap(operation =>
          ['a', 'abcd', 'b', 'z'].map(name => ({ principal, host, operation, name, resourceType: 'TOPIC' })),
        ),
      ),
  )

function answers(acls: Acls) {
  const { authorize, authorizeByResourceType, operations } = createAuthorizer({ acls, superUsers: new Set() })
  return questions.map(each => [authorize(each), authorizeByResourceType(each), operations(each)])
}

test('rights that come and go one by one are those of the ACLs that are left', () => {
  let [acls, left] = [noAcls, new Map<string, AclBinding>()]
  for (let i = 0; i < 2_000; i++) {
    const binding = randomBinding()
    const key = JSON.stringify(binding)
    const gone = left.size > 0 && below(100) < 3 * left.size ? pick([...left.keys()]) : undefined
    acls = gone === undefined ? withAcl(acls, key, binding) : withoutAcl(acls, gone)
    if (gone === undefined) left.set(key, binding)
    else left.delete(gone)
    if (i % 5 === 0) deepEqual(answers(acls), answers(aclsOf([...left.values()])))
    equal(acls.bindings.size, left.size)
  }
  for (const key of left.keys()) acls = withoutAcl(acls, key)
  deepEqual([acls.bindings.size, acls.rules.size], [0, 0])
})

test('names that come and go one by one are those of the aliases that are left, also while topics are renamed', () => {
  let [shown, left]: [Shown, Map<string, Alias>] = [nothingShown, new Map()]
  for (let i = 0; i < 2_000; i++) {
    const name = `n${below(8)}`
    // Of each topic there is one name that stays, and names that retire to it.
    const [physical, stays] = [`p${below(4)}`, below(2) === 0]
    const holder = [...left.values()].find(each => each.physical === physical && each.retiresTo === undefined)
    if (stays && holder && holder.name !== name) {
      shown = withoutAlias(shown, holder.name)
      left.delete(holder.name)
    }
    const alias = { name, physical, retiresTo: stays ? undefined : 'new' }
    shown = below(3) ? withAlias(shown, alias) : withoutAlias(shown, name)
    if (shown.aliases.has(name)) left.set(name, alias)
    else left.delete(name)
    const all = [...left.values()]
    const staying = all.filter(({ retiresTo }) => retiresTo === undefined)
    const { toVirtual } = renamed(shown, { toPhysical: each => each, toVirtual: () => 'none' })
    deepEqual(new Map(shown.aliases), new Map(all.map(each => [each.name, each.physical])))
    deepEqual(new Set(shown.retiring.keys()), new Set(all.filter(each => each.retiresTo).map(each => each.name)))
    for (const topic of ['p0', 'p1', 'p2', 'p3']) {
      equal(toVirtual(topic), staying.find(each => each.physical === topic)?.name ?? 'none')
      equal(
        shown.renamed.has(topic),
        all.some(each => each.retiresTo && each.physical === topic),
      )
    }
  }
})

const base = { name: 'acme', uid: 'u', physicalCluster: 'main', superUsers: [], acls: noAcls, aclsByKafkaApi: true }
const row = (name: string, id: number) => ({
  errorCode: 0,
  name,
  topicId: Buffer.alloc(16, id).toString('base64url'),
  partitions: [],
})

test('the ids of a view are its own, whatever was shown by the views before and after it', () => {
  const table = new TopicTable()
  table.watch(new Set(['p', 'q']))
  table.observe([row('p', 1), row('q', 2)])
  const first = createView({ ...base, shown: withAlias(nothingShown, { name: 'a', physical: 'p' }) })
  const second = createView({ ...base, shown: withAlias(nothingShown, { name: 'a', physical: 'q' }) }, first)
  const [before, after] = [new TopicIds(first, table), new TopicIds(second, table)]
  const [ofP, ofQ] = [before.virtualId('a'), after.virtualId('a')]
  notEqual(ofP, ofQ)
  deepEqual(
    [before.nameOf(ofP), before.nameOf(ofQ), after.nameOf(ofP), after.nameOf(ofQ)],
    ['a', undefined, undefined, 'a'],
  )
  deepEqual([before.virtualId('a'), before.physicalId('a')], [ofP, row('p', 1).topicId])
  const another = createView(
    { ...base, uid: 'another', shown: withAlias(nothingShown, { name: 'a', physical: 'p' }) },
    second,
  )
  notEqual(new TopicIds(another, table).virtualId('a'), ofP)
})

test('an id that no connection asked for before leads to its topic, and to none once the topic is created anew', () => {
  const table = new TopicTable()
  table.watch(new Set(['p']))
  table.observe([row('p', 1)])
  const view = createView({ ...base, shown: withAlias(nothingShown, { name: 'a', physical: 'p' }) })
  const ids = new TopicIds(view, table)
  const id = view.ids.topicId('a', row('p', 1).topicId)
  equal(ids.nameOf(id), 'a')
  table.observe([row('p', 3)])
  equal(ids.nameOf(id), undefined)
  equal(ids.nameOf(view.ids.topicId('a', row('p', 3).topicId)), 'a')
})

import { deepStrictEqual, notStrictEqual, strictEqual, throws } from 'node:assert/strict'
import { test } from 'node:test'
import type { KindName, Resource } from '@tidegate/resources'
import type { Changes, ResourceKey, Snapshot, Token } from '@tidegate/store'
import { Identities } from '../src/loop/identities.ts'
import { Views } from '../src/loop/views.ts'
import { Picture, type Update } from '../src/picture.ts'
import { ShownTopics } from '../src/shown-topics.ts'

const NOW = Date.UTC(2030, 0, 1)
const CLUSTERS = ['acme', 'beta', 'calm']
const NAMES = ['n0', 'n1', 'n2', 'n3']

let state = 5
/** Mulberry32. */
function below(most: number): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % most
}
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T

const resource = (kind: KindName, metadata: object, spec: object): Resource =>
  ({ kind, metadata, spec, uid: `${kind} ${JSON.stringify(metadata)} ${below(2)}`, generation: 1 }) as never

const binding = (name: string) => ({
  resourcePattern: { resourceType: 'TOPIC', name, patternType: pick(['LITERAL', 'PREFIXED']) },
  principal: pick(['User:n0', 'User:n1']),
  host: '*',
  operation: pick(['READ', 'ALL']),
  permissionType: pick(['ALLOW', 'ALLOW', 'DENY']),
})

function randomResource(): Resource {
  const [vCluster, name] = [pick(CLUSTERS), pick(NAMES)]
  const acl = binding(name)
  const cluster = {
    superUsers: [pick(NAMES)],
    aclMode: pick(['KAFKA_API', 'KAFKA_API', 'REST_API']),
    acls: [binding('n1')],
  }
  // Of each topic an alias that stays and one that retires to it, or has retired.
  const on = new Date(NOW + pick([-1, 1]) * 60_000).toISOString()
  return pick([
    () => resource('AliasTopic', { name, vCluster }, { physicalName: `of-${name}`, physicalCluster: 'east' }),
    () =>
      resource(
        'AliasTopic',
        { name: `old-${name}`, vCluster },
        { physicalName: `of-${name}`, physicalCluster: 'east', retires: { on, to: name } },
      ),
    () => resource('Acl', { name: JSON.stringify(acl), vCluster }, acl),
    () => resource('VirtualCluster', { name: vCluster }, cluster),
    () => resource('GatewayServiceAccount', { name, vCluster }, { type: pick(['LOCAL', 'LOCAL', 'EXTERNAL']) }),
    () => resource('Partner', { name: vCluster }, { endsOn: pick(['2029-12-31', '2031-01-01']) }),
    () => resource('PhysicalCluster', { name }, { role: 'upstream', properties: {} }),
  ])()
}

const token = (id: string): Token => ({
  id,
  vCluster: pick(CLUSTERS),
  username: pick(NAMES),
  issuedAt: new Date(NOW),
  expiresAt: new Date(NOW + 1 + below(3)),
})

const keyOf = ({ kind, metadata }: Resource) => JSON.stringify([kind, metadata])

/** A configuration that changes as chance will have it: the changes at each step, and the whole of it by then. */
function* history(steps: number): Iterable<{ changes: Changes; whole: Snapshot }> {
  const [resources, tokens] = [new Map<string, Resource>(), new Map<string, Token>()]
  for (let generation = 1; generation <= steps; generation++) {
    const puts = [
      ...new Map(Array.from({ length: below(4) }, randomResource).map(each => [keyOf(each), each])).values(),
    ]
    const there = [...resources.values()].filter(each => !puts.some(put => keyOf(put) === keyOf(each)))
    const deletes = there
      .filter(() => below(8) === 0)
      .map(({ kind, metadata }) => ({ kind, ...metadata }) as ResourceKey)
    const gone = [...tokens.keys()].filter(() => below(8) === 0)
    const issued = [token(`t${below(9)}`)].filter(({ id }) => !gone.includes(id))
    for (const { kind, ...metadata } of deletes) resources.delete(JSON.stringify([kind, metadata]))
    for (const put of puts) resources.set(keyOf(put), put)
    for (const id of gone) tokens.delete(id)
    for (const each of issued) tokens.set(each.id, each)
    const common = { slots: [], mark: `m${generation}`, generation }
    const since = { generation: generation - 1, mark: `m${generation - 1}` }
    yield {
      changes: { ...common, since, puts, deletes, tokens: { puts: issued, deletes: gone } },
      whole: { ...common, resources: [...resources.values()], tokens: [...tokens.values()] },
    }
  }
}

/** Whatever an event loop makes of a configuration. */
function running() {
  const [picture, views, topics] = [new Picture(), new Views(() => NOW), new ShownTopics()]
  const claims = { id: '', username: '', vCluster: '', expiresAt: NOW + 9 }
  const identities = new Identities({
    now: () => NOW,
    claimOf: () => undefined,
    verifyToken: async text => ({ ...claims, ...JSON.parse(text) }),
  })
  return {
    picture,
    views,
    identities,
    topics,
    take(update: Update) {
      const moves = picture.take(update)
      identities.apply(moves)
      topics.apply(moves.resources)
      views.apply(moves.resources)
      views.stop()
    },
  }
}
type Running = ReturnType<typeof running>

const sorted = <T>(all: Iterable<T>) => [...all].map(each => JSON.stringify(each)).sort()

/** What is answered to every question that a client, or its request, may bring. */
async function answers({ picture, views, identities, topics }: Running) {
  const rights = CLUSTERS.flatMap(name => {
    const view = views.of(name)
    const ask = { host: '10.0.0.1', resourceType: 'TOPIC' }
    return NAMES.map(each => [
      view?.aliases.get(each),
      view?.topics.toPhysical(each),
      view?.topics.toVirtual(`of-${each}`),
      view?.retiring.get(`old-${each}`),
      view?.renamed.has(`of-${each}`),
      view?.uid,
      view?.ids.topicId('a', 'b'),
      ...['User:n0', 'User:n1'].map(principal => view?.authorizer.operations({ ...ask, principal, name: each })),
      ...['READ', 'WRITE'].map(operation =>
        view?.authorizer.authorizeByResourceType({ ...ask, principal: `User:${each}`, operation }),
      ),
    ])
  })
  const bindings = CLUSTERS.map(name => sorted(views.of(name)?.bindings.values() ?? []))
  const tokens = CLUSTERS.flatMap(vCluster =>
    NAMES.flatMap(username => Array.from({ length: 9 }, (_, i) => ({ id: `t${i}`, vCluster, username }))),
  )
  const signIns = await Promise.all(
    tokens.map(each =>
      identities.verify({ username: each.username, password: JSON.stringify(each) }).then(
        ({ expiresAt }) => expiresAt,
        ({ message }) => message,
      ),
    ),
  )
  const owners = NAMES.map(username => identities.virtualClusterOf({ username, password: '' }))
  const shown = NAMES.map(name => sorted(topics.showing('east', `of-${name}`)))
  const watched = sorted(topics.watched('east').keys())
  const { resources, ...rest } = picture.snapshot()
  return {
    rights,
    bindings,
    signIns,
    owners,
    shown,
    watched,
    rest: { ...rest, tokens: sorted(rest.tokens) },
    all: sorted(resources),
  }
}

test('who took up one change after the other answers as one who was given the whole, anew or in place of something else', async () => {
  const [one, other] = [running(), running()]
  one.take({ generation: 0, mark: 'm0', resources: [], tokens: [], slots: [] })
  for (const { changes, whole } of history(400)) {
    one.take(changes)
    if (below(4) > 0) continue
    const fresh = running()
    fresh.take(whole)
    other.take(whole)
    const expected = await answers(fresh)
    deepStrictEqual(await answers(one), expected)
    deepStrictEqual(await answers(other), expected)
  }
})

test('of virtual clusters that nothing happened to the views stay the same objects', () => {
  const here = running()
  here.take({ generation: 0, mark: 'm0', resources: [], tokens: [], slots: [] })
  for (const { changes, whole } of history(300)) {
    const before = CLUSTERS.map(name => here.views.of(name))
    here.take(changes)
    const touched = new Set(
      [...changes.puts.map(({ kind, metadata }) => ({ kind, ...metadata })), ...changes.deletes].map(
        ({ kind, name, vCluster }) => (kind === 'VirtualCluster' ? name : vCluster),
      ),
    )
    const after = CLUSTERS.map(name => here.views.of(name))
    for (const [i, name] of CLUSTERS.entries()) if (!touched.has(name)) strictEqual(after[i], before[i])
    // As read anew: what is equal is no change.
    here.take(structuredClone(whole))
    deepStrictEqual(
      CLUSTERS.map((name, i) => here.views.of(name) === after[i]),
      [true, true, true],
    )
  }
})

test('changes that do not begin where the picture is are refused and change nothing', () => {
  const picture = new Picture()
  picture.take({ generation: 4, mark: 'm4', resources: [], tokens: [], slots: [] })
  const put = resource('PhysicalCluster', { name: 'east' }, { role: 'main', properties: {} })
  const changes = { puts: [put], deletes: [], tokens: { puts: [], deletes: [] }, slots: [], generation: 6, mark: 'm6' }
  for (const since of [{ generation: 5, mark: 'm5' }, { generation: 4, mark: 'another' }, { generation: 4 }])
    throws(() => picture.take({ ...changes, since }), { code: 'INTERNAL' })
  deepStrictEqual([picture.point, [...picture.all('PhysicalCluster')]], [{ generation: 4, mark: 'm4' }, []])
})

test('while an ACL cannot be read no view changes, and once it is mended all that waited is in force', () => {
  const views = new Views(() => NOW)
  const picture = new Picture()
  const at = (generation: number, resources: readonly Resource[]): Snapshot => ({
    generation,
    resources,
    tokens: [],
    slots: [],
  })
  const apply = (next: Snapshot) => views.apply(picture.take(next).resources)
  const acme = [
    resource('VirtualCluster', { name: 'acme' }, { superUsers: [] }),
    resource('AliasTopic', { name: 'a', vCluster: 'acme' }, { physicalName: 'p', physicalCluster: 'east' }),
  ]
  apply(at(1, acme))
  const before = views.of('acme')
  const bad = resource('Acl', { name: 'x', vCluster: 'acme' }, { ...binding('a'), operation: 'FLY' })
  const b = resource('AliasTopic', { name: 'b', vCluster: 'acme' }, { physicalName: 'q', physicalCluster: 'east' })
  throws(() => apply(at(2, [...acme, bad, b])), { code: 'INVALID' })
  throws(() => apply(at(3, [...acme, bad, b])), { code: 'INVALID' })
  strictEqual(views.of('acme'), before)
  apply(at(4, [...acme, b]))
  notStrictEqual(views.of('acme'), before)
  deepStrictEqual([...(views.of('acme')?.aliases.keys() ?? [])], ['a', 'b'])
})

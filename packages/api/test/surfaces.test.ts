import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import type { Store } from '@tidegate/store'
import type { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { failureOf } from '../src/failure.ts'
import { appRouter, permissionsOf } from '../src/index.ts'
import { procedures } from '../src/rest-routes.ts'
import { router, unmarked } from '../src/trpc.ts'
import { alias, apiOver, cluster, partner } from './api.ts'
import { emptyStore } from './fixture.ts'

// Before any test: the runner ends once it has none left, though this module still waits.
const { send, caller } = apiOver(await emptyStore())
await send('PUT /tidegate/v1/physical-cluster', { body: cluster('clusterA') })
await send('PUT /gateway/v2/virtual-cluster', { body: partner() })

for (const [name, { _def }] of Object.entries(procedures))
  test(`${name} says what permission it needs`, () => {
    assert.match(String(_def.meta?.permission), /^(?:read|write|people|self)$/)
  })

test('A procedure that changes something of the gateways needs the permission to write, and people need their own', () => {
  // Those that plan are mutations only because a query has no room for many changes.
  const planning = [
    'change.plan',
    'history.restore',
    'access.compare',
    'physicalCluster.missingTopics',
    'aliasTopic.planRename',
    'aliasTopic.planRetire',
  ]
  for (const [name, { _def }] of Object.entries(procedures)) {
    const changes = (_def as { type?: string }).type === 'mutation' && !planning.includes(name)
    const special = { person: 'people', session: 'self' }[name.split('.')[0]!]
    assert.equal(_def.meta?.permission, special ?? (changes ? 'write' : 'read'), name)
  }
})

test('A viewer reads, an operator also changes the gateways, and an owner also manages people', () => {
  assert.deepEqual(permissionsOf('viewer'), ['read', 'self'])
  assert.deepEqual(permissionsOf('operator'), ['read', 'self', 'write'])
  assert.deepEqual(permissionsOf('owner'), ['read', 'self', 'write', 'people'])
})

for (const role of ['viewer', 'operator', 'owner'] as const)
  test(`Every procedure that ${role} may not call is refused before anything is read`, async () => {
    const caller = appRouter.createCaller({ actor: { user: 'ada', role, surface: 'trpc' } } as never)
    for (const [name, { _def }] of Object.entries(procedures)) {
      if (permissionsOf(role).includes(_def.meta!.permission!)) continue
      const [group, verb] = name.split('.') as [string, string]
      const call = (caller as never as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[group]![
        verb
      ]!
      await assert.rejects(call({}), { code: 'FORBIDDEN' }, name)
    }
  })

test('A procedure that does not say what permission it needs is refused to all', async () => {
  const forgotten = router({ peek: unmarked.query(() => 'seen') })
  const context = { actor: { user: 'admin', role: 'owner', surface: 'trpc' } } as never
  await assert.rejects(forgotten.createCaller(context).peek(), { code: 'FORBIDDEN' })
})

const bad = {
  'a rule broken': { path: 'virtual-cluster', router: 'virtualCluster', manifest: partner({ aclEnabled: false }) },
  'a field of the wrong type': { path: 'virtual-cluster', router: 'virtualCluster', manifest: partner({ acls: 1 }) },
  'a virtual cluster that does not exist': { path: 'alias-topic', router: 'aliasTopic', manifest: alias('t', {}, 'x') },
  'a physical cluster that does not exist': {
    path: 'alias-topic',
    router: 'aliasTopic',
    manifest: alias('t', { physicalCluster: 'x' }),
  },
  'a topic that does not exist': {
    path: 'alias-topic',
    router: 'aliasTopic',
    manifest: alias('t', { physicalName: 'x' }),
  },
} as const

for (const [what, { path, router: name, manifest }] of Object.entries(bad))
  test(`REST and tRPC say the same of ${what}`, async () => {
    const { json } = await send(`PUT /gateway/v2/${path}`, { body: manifest })
    await assert.rejects(caller()[name].put({ manifest }), { name: 'TRPCError', message: json.msg })
  })

test('REST and tRPC say the same of input that cannot be read', async () => {
  const body = { vCluster: 'mypartner', username: 'user1', lifeTimeSeconds: 1.5 }
  const { text } = await send('POST /gateway/v2/token', { body })
  await assert.rejects(caller().token.issue(body), (error: TRPCError) => {
    assert.equal(text, `Invalid value for: body (${error.message})`)
    assert.deepEqual([error.code, failureOf(error).code], ['PARSE_ERROR', 'MALFORMED'])
    return true
  })
})

test('Who may only read is refused by tRPC as by REST', async () => {
  const { status, json } = await send('PUT /gateway/v2/virtual-cluster', { body: partner(), user: 'reader' })
  assert.equal(status, 403)
  await assert.rejects(caller(false).virtualCluster.put({ manifest: partner() }), {
    code: 'FORBIDDEN',
    message: json.msg,
  })
  assert.equal((await caller(false).virtualCluster.list()).length, 1)
})

test('tRPC shows what a console needs besides: identity, generation and where a resource is managed', async () => {
  const resource = await caller().physicalCluster.get({ name: 'clusterA' })
  assert.equal(typeof resource.uid, 'string')
  assert.equal(resource.generation, 1)
  assert.deepEqual(Object.keys((await send('GET /tidegate/v1/physical-cluster/clusterA')).json), [
    'kind',
    'apiVersion',
    'metadata',
    'spec',
  ])
})

test('A write on an older state than there is is refused as stale', async () => {
  const { generation } = await caller().virtualCluster.get({ name: 'mypartner' })
  await caller().virtualCluster.put({ manifest: partner({ superUsers: ['admin', 'root'] }), ifGeneration: generation })
  await assert.rejects(caller().virtualCluster.put({ manifest: partner(), ifGeneration: generation }), {
    code: 'PRECONDITION_FAILED',
  })
})

test('Over HTTP, tRPC tells the reason and no more: neither a stack nor what nobody foresaw', async () => {
  const broken = { get: () => Promise.reject(new Error('geheim')) } as unknown as Store
  const { contextFor, logged } = apiOver(broken)
  const ask = async (path: string) => {
    const response = await fetchRequestHandler({
      endpoint: '/trpc',
      router: appRouter,
      req: new Request(`http://console/trpc/${path}`),
      createContext: () => contextFor('admin', true, 'trpc'),
    })
    return { status: response.status, error: ((await response.json()) as { error: Record<string, any> }).error }
  }
  const unforeseen = await ask(`virtualCluster.get?input=${encodeURIComponent('{"name":"mypartner"}')}`)
  assert.equal(unforeseen.status, 500)
  assert.equal(unforeseen.error.message, 'An unexpected error occurred in the server')
  assert.deepEqual(
    [unforeseen.error.data.reason, unforeseen.error.data.correlationId],
    ['INTERNAL', logged[0]?.correlationId],
  )
  assert.equal(unforeseen.error.data.stack, undefined)
  assert.doesNotMatch(JSON.stringify(unforeseen), /geheim/)
  const unknown = await ask('virtualCluster.nothing')
  assert.deepEqual([unknown.status, unknown.error.data.reason], [404, 'NOT_FOUND'])
})

test('What whoever runs this has to look into is told under an id that the log has too, with its words, by REST and tRPC', async () => {
  const away = new GatewayError('STORE_UNAVAILABLE', 'The database cannot be reached', new Error('ECONNREFUSED'))
  const { send, contextFor, logged } = apiOver({ list: () => Promise.reject(away) } as unknown as Store)
  const { status, json } = await send('GET /gateway/v2/virtual-cluster')
  assert.deepEqual([status, json.msg], [503, 'The database cannot be reached'])
  assert.equal(json.correlationId, logged[0]?.correlationId)
  assert.equal((logged[0]!.error as Error).cause, away)
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    router: appRouter,
    req: new Request('http://console/trpc/virtualCluster.list'),
    createContext: () => contextFor('admin', true, 'trpc'),
  })
  const { error } = (await response.json()) as { error: Record<string, any> }
  assert.deepEqual(
    [error.message, error.data.correlationId],
    ['The database cannot be reached', logged[1]?.correlationId],
  )
  assert.notEqual(logged[0]?.correlationId, logged[1]?.correlationId)
})

test('What the caller can mend has no id, and the log is spared it', async () => {
  const { send: ask, logged } = apiOver(await emptyStore())
  const { status, json } = await ask('GET /gateway/v2/virtual-cluster/nobody')
  assert.deepEqual([status, json.correlationId, logged], [404, undefined, []])
})

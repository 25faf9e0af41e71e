import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openApi } from '../src/index.ts'
import { routes } from '../src/rest-routes.ts'
import { apiOver } from './api.ts'

type Operation = {
  readonly tags?: readonly string[]
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown; readonly schema: object }> }
  readonly [extension: `x-${string}`]: unknown
}

// What is served, and not what was built: it has to survive JSON.
const document = JSON.parse(JSON.stringify(openApi())) as {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

test('Every route of REST is documented, and nothing else', () => {
  const served = routes.map(({ rest }) => `${rest.method.toLowerCase()} ${rest.path}`)
  assert.deepEqual(new Set(operations.map(({ path, method }) => `${method} ${path}`)), new Set(served))
  assert.equal(served.length, new Set(served).size)
  assert.match(document.openapi, /^3\.1/)
})

test('Kinds are found by the tags of their puts, in the order of the contract', () => {
  const tags = (path: string) => document.paths[path]?.put?.tags
  assert.deepEqual(tags('/gateway/v2/virtual-cluster'), ['cli_virtual-cluster_gateway_v2_7'])
  assert.deepEqual(tags('/gateway/v2/alias-topic'), ['cli_alias-topic_gateway_v2_8'])
  assert.deepEqual(tags('/gateway/v2/service-account'), ['cli_gateway-service-account_gateway_v2_10'])
})

test('Every put has a get beside it, a tag that the client can read, and an example in JSON', () => {
  const puts = operations.filter(({ method }) => method === 'put')
  assert.equal(puts.length, 6)
  for (const { path, operation } of puts) {
    assert.ok(document.paths[path]?.get, path)
    assert.match(operation.tags?.[0] ?? '', /^cli_([^_]+)_[^_]+_v(\d+)(?:_(\d+))?$/)
    assert.ok(operation.requestBody?.content['application/json']?.example, path)
  }
})

test('Every parameter says whether it is required', () => {
  const parameters = operations.flatMap(({ operation }) => operation.parameters)
  assert.ok(parameters.length > 0)
  for (const { name, in: place, required } of parameters) assert.equal(required, place === 'path', name)
})

test('Every name in braces is a parameter of its path', () => {
  for (const { path, operation } of operations) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    assert.deepEqual(
      operation.parameters.filter(each => each.in === 'path').map(({ name }) => name),
      wanted,
    )
  }
})

test('Issuing a token is an action that the client can run', () => {
  const { post } = document.paths['/gateway/v2/token'] ?? {}
  assert.equal(post?.['x-cdk-run-name'], 'generateServiceAccountToken')
  assert.equal(typeof post?.['x-cdk-run-doc'], 'string')
  const schema = post?.requestBody?.content['application/json']?.schema as { properties?: object; required?: string[] }
  assert.deepEqual(Object.keys(schema.properties ?? {}), [
    'vCluster',
    'username',
    'lifeTimeSeconds',
    'replaces',
    'overlapSeconds',
  ])
  assert.deepEqual(schema.required, ['username', 'lifeTimeSeconds'])
})

test('Applying tells that it may be refused as stale, and planning is no action of the client', () => {
  const { post } = document.paths['/tidegate/v1/apply'] ?? {}
  assert.ok((post as unknown as { responses: Record<string, unknown> }).responses['412'])
  assert.deepEqual(Object.keys(document.paths['/tidegate/v1/plan'] ?? {}), ['post'])
  assert.equal(post?.['x-cdk-run-name'], undefined)
})

test('It is served to whoever has signed in', async () => {
  const { send } = apiOver({} as never)
  const { status, json } = await send('GET /gateway/v2/docs', { user: 'reader' })
  assert.equal(status, 200)
  assert.deepEqual(json, document)
})

import { GatewayError } from '@tidegate/errors'
import type { Store, Surface } from '@tidegate/store'
import { appRouter, type Context, parseAdminUsers, restHandler } from '../src/index.ts'

export const now = new Date('2026-01-02T03:04:05.678Z')
export const key = Buffer.alloc(32, 7)

export type Sent = {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly user?: string | null
}

export const basic = (user: string, password = 'conduktor'): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

const signIn = parseAdminUsers(
  '[{username: admin, password: conduktor, admin: true}, {username: reader, password: conduktor, admin: false}]',
)

const topics = ['clusterA/internal-topic-name1', 'clusterA/internal-topic-name2', 'clusterB/other']

const elsewhere = () => Promise.reject(new Error('a test of its own looks at Kafka clusters'))
const notLookedAt = {
  topics: elsewhere,
  aliases: elsewhere,
  topic: elsewhere,
  groups: elsewhere,
  groupLoads: elsewhere,
  group: elsewhere,
  messages: elsewhere,
}

/** Both surfaces over one store. The physical clusters and the gateway's addresses are faked. */
export function apiOver(store: Store) {
  const logged: { readonly error: unknown; readonly correlationId: string }[] = []
  const applied: number[] = []
  const tried: unknown[] = []
  const contextFor = (user: string, write: boolean, surface: Surface): Context => ({
    store,
    actor: { user, role: write ? 'operator' : 'viewer', surface },
    gateway: { bootstrapServers: name => (name === 'mypartner' ? 'localhost:6972' : undefined) },
    clusters: {
      ...notLookedAt,
      topicExists: async (cluster, topic) => {
        if (topic === 'unreachable') throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The Kafka cluster did not answer')
        return topics.includes(`${cluster}/${topic}`)
      },
      missingTopics: async (cluster, names) => {
        if (names.includes('unreachable'))
          throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The Kafka cluster did not answer')
        return names.filter(name => !topics.includes(`${cluster}/${name}`))
      },
      test: async candidate => {
        tried.push(candidate)
        return { gateway: 'asked', state: 'ok', authentication: 'None', checks: [], brokers: [] }
      },
    },
    tokens: { key },
    now: () => now,
    log: (error, correlationId) => logged.push({ error, correlationId }),
    applied: async generation => {
      applied.push(generation)
    },
  })
  const handle = restHandler({
    contextOf: async request => {
      const user = signIn(request.headers.get('authorization') ?? undefined)
      return user && contextFor(user.name, user.write, 'rest')
    },
  })
  const send = async (line: string, { body, headers, user = 'admin' }: Sent = {}) => {
    const [method, path] = line.split(' ')
    const response = await handle(
      new Request(`http://gateway:8888${path}`, {
        method,
        headers: { ...(user !== null && { authorization: basic(user) }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      } as RequestInit),
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
  }
  const caller = (write = true) => appRouter.createCaller(contextFor('admin', write, 'trpc'))
  return { send, caller, contextFor, logged, applied, tried }
}

export const share = (spec: object) => ({
  kind: 'Partner',
  apiVersion: 'tidegate/v1',
  metadata: { name: 'mypartner' },
  spec: { displayName: 'My Partner', ...spec },
})

export const cluster = (name: string, properties: Record<string, string> = {}) => ({
  kind: 'PhysicalCluster',
  apiVersion: 'tidegate/v1',
  metadata: { name },
  spec: { properties: { 'bootstrap.servers': `${name}.example:9092`, ...properties } },
})

export const partner = (spec: object = {}) => ({
  kind: 'VirtualCluster',
  apiVersion: 'gateway/v2',
  metadata: { name: 'mypartner' },
  spec: { aclEnabled: true, superUsers: ['admin'], type: 'Partner', ...spec },
})

export const alias = (name: string, spec: object = {}, vCluster = 'mypartner') => ({
  kind: 'AliasTopic',
  apiVersion: 'gateway/v2',
  metadata: { name, vCluster },
  spec: { physicalName: 'internal-topic-name1', physicalCluster: 'clusterA', ...spec },
})

export const account = (name: string, spec: object = { type: 'LOCAL' }) => ({
  kind: 'GatewayServiceAccount',
  apiVersion: 'gateway/v2',
  metadata: { name, vCluster: 'mypartner' },
  spec,
})

export const acl = {
  kind: 'Acl',
  apiVersion: 'tidegate/v1',
  metadata: { vCluster: 'mypartner' },
  spec: {
    resourcePattern: { resourceType: 'TOPIC', name: 'topic1', patternType: 'LITERAL' },
    principal: 'User:user1',
    host: '*',
    operation: 'READ',
    permissionType: 'ALLOW',
  },
}

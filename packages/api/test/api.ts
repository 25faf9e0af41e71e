import { GatewayError } from '@tidegate/errors'
import type { Store } from '@tidegate/store'
import { appRouter, type Context, parseAdminUsers, restHandler } from '../src/index.ts'

export const NOW = new Date('2026-01-02T03:04:05.678Z')
export const basic = (user: string, password = 'conduktor'): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export type Sent = { readonly body?: unknown; readonly headers?: Record<string, string>; readonly user?: string | null }
export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: any }

const signIn = parseAdminUsers(
  '[{username: admin, password: conduktor, admin: true}, {username: reader, password: conduktor, admin: false}]',
)

/** The surfaces over one store, with topics that exist and a gateway that knows its addresses, as the fakes for both. */
export function apiOver(store: Store) {
  const topics = new Set(['clusterA/internal-topic-name1', 'clusterA/internal-topic-name2', 'main/orders'])
  const logged: { error: unknown; correlationId: string }[] = []
  const appliedGenerations: number[] = []
  const contextFor = (user: string, write: boolean, surface: 'rest' | 'trpc'): Context => ({
    store,
    actor: { user, write, surface },
    gateway: { bootstrapServers: name => (name === 'mypartner' ? 'localhost:6972' : undefined) },
    clusters: {
      topicExists: async (cluster, topic) => {
        if (cluster === 'down') throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The Kafka cluster did not answer')
        return topics.has(`${cluster}/${topic}`)
      },
    },
    tokens: { key: Buffer.alloc(32, 7) },
    now: () => NOW,
    log: (error, correlationId) => logged.push({ error, correlationId }),
    applied: async generation => void appliedGenerations.push(generation),
  })
  const handle = restHandler({
    contextOf: async request => {
      const user = signIn(request.headers.get('authorization') ?? undefined)
      return user && contextFor(user.name, user.write, 'rest')
    },
  })
  const send = async (line: string, { body, headers, user = 'admin' }: Sent = {}): Promise<Answered> => {
    const [method = '', path = ''] = line.split(' ')
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const response = await handle(
      new Request(`http://gateway${path}`, {
        method,
        ...(text !== undefined && { body: text }),
        headers: { ...(user !== null && { authorization: basic(user) }), ...headers },
      }),
    )
    const answer = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      headers: response.headers,
      text: answer,
      json: isJson ? JSON.parse(answer) : undefined,
    }
  }
  const caller = (write = true) => appRouter.createCaller(contextFor('admin', write, 'trpc'))
  return { send, caller, logged, appliedGenerations, contextFor }
}

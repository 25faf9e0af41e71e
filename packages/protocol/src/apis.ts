import { tables } from './generated/index.ts'
import type { Api, Message } from './message.ts'

/** Every message, headers and the blobs of classic consumer groups included. */
export const messages: Readonly<Record<string, Message>> = Object.fromEntries(
  tables.map(message => [message.name, message]),
)

/** Every API that brokers offer to clients, by key. */
export const apis: ReadonlyMap<number, Api> = new Map(
  tables.filter(message => message.type === 'request').map(request => [request.apiKey!, apiOf(request)]),
)

function apiOf(request: Message): Api {
  const name = request.name.slice(0, -'Request'.length)
  const [first, last] = request.versions
  return {
    key: request.apiKey!,
    name,
    versions: [first, request.unstable === last ? last - 1 : last],
    request,
    response: messages[`${name}Response`]!,
  }
}

const named = new Map([...apis.values()].map(api => [api.name, api]))

export function apiNamed(name: string): Api {
  const api = named.get(name)
  if (!api) throw new RangeError(`Kafka has no API named ${name}`)
  return api
}

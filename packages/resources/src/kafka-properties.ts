import { GatewayError } from '@tidegate/errors'
import { parseJaas } from './jaas.ts'
import { type Tls, tlsOf } from './kafka-tls.ts'

/** What a Kafka client is configured with, by the names Kafka gives its properties. */
export type Properties = Readonly<Record<string, string>>

type Sasl = {
  readonly mechanism: (typeof mechanisms)[number]
  readonly username: string
  readonly password: string
}

/** How to reach a physical cluster, whatever the client library. */
export type Connection = {
  readonly bootstrap: readonly { readonly host: string; readonly port: number }[]
  readonly tls?: Tls
  readonly sasl?: Sasl
  readonly clientId?: string
}

const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

const protocols: Readonly<Record<string, { readonly tls: boolean; readonly sasl: boolean }>> = {
  PLAINTEXT: { tls: false, sasl: false },
  SSL: { tls: true, sasl: false },
  SASL_PLAINTEXT: { tls: false, sasl: true },
  SASL_SSL: { tls: true, sasl: true },
}

/** As Kafka's ClientUtils: a protocol in front is passed over, and the last colon is the one before the port. */
const ADDRESS = /^(?:[A-Za-z0-9_]+:\/\/)?\[?([0-9A-Za-z%._:-]+?)\]?:([0-9]{1,5})$/

const SECRET = /(?:^|\.)(?:sasl\.jaas\.config|ssl\.keystore\.key|password|passphrase|secret|token|user\.info)$/

/** True for a property whose value is write-only: kept encrypted and never shown. */
export const isSecretProperty = (name: string): boolean => SECRET.test(name.toLowerCase())

/**
 * Reads client properties as a Kafka client would: values are trimmed, and what does not concern the connection is ignored.
 * Throws INVALID with the name of the property and never its value.
 */
export function connectionOf(properties: Properties): Connection {
  const set = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value.trim()]))
  const protocol = protocols[(set['security.protocol'] ?? 'PLAINTEXT').toUpperCase()]
  if (!protocol) throw invalid('security.protocol', `it must be one of ${Object.keys(protocols).join(', ')}`)
  return {
    bootstrap: bootstrapOf(set['bootstrap.servers'] ?? ''),
    ...(protocol.tls && { tls: tlsOf(set) }),
    ...(protocol.sasl && { sasl: saslOf(set) }),
    ...(set['client.id'] && { clientId: set['client.id'] }),
  }
}

function bootstrapOf(servers: string): Connection['bootstrap'] {
  if (servers === '') throw invalid('bootstrap.servers', 'it must name at least one broker as host:port')
  return servers.split(',').map((server, i) => {
    const [, host, port] = ADDRESS.exec(server.trim()) ?? []
    if (!host || Number(port) < 1 || Number(port) > 65_535)
      throw invalid('bootstrap.servers', `entry ${i + 1} is not host:port, such as kafka.example:9092 or [::1]:9092`)
    return { host, port: Number(port) }
  })
}

function saslOf(set: Properties): Sasl {
  const mechanism = mechanisms.find(each => each === set['sasl.mechanism'])
  if (!mechanism)
    throw invalid('sasl.mechanism', `it must be one of ${mechanisms.join(', ')}; no other is supported here`)
  const line = set['sasl.jaas.config']
  if (!line) throw invalid('sasl.jaas.config', 'it must be set where security.protocol is SASL_PLAINTEXT or SASL_SSL')
  const { username, password, tokenauth } = parseJaas(line).options
  if (tokenauth === 'true') throw invalid('sasl.jaas.config', 'delegation tokens (tokenauth) are not supported here')
  if (!username || !password) throw invalid('sasl.jaas.config', 'the options username and password must both be set')
  return { mechanism, username, password }
}

const invalid = (property: string, rule: string) => new GatewayError('INVALID', `${property}: ${rule}`)

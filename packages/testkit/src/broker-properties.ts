import type { Properties } from './properties.ts'

export type Mechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'

/** What the brokers of a cluster have in common. */
export type ClusterSettings = {
  readonly name: string
  readonly clusterId: string
  readonly host: string
  readonly controller: { readonly id: number; readonly port: number }
  readonly security: 'PLAINTEXT' | 'SASL_PLAINTEXT'
  readonly mechanisms: readonly Mechanism[]
  readonly users: Readonly<Record<string, string>>
  readonly authorizer: boolean
  readonly superUsers: readonly string[]
  readonly properties: Properties
  /** Flags of the JVM, which win over those of the test kit. */
  readonly jvm: readonly string[]
}

export type BrokerSettings = {
  readonly id: number
  readonly port: number
  /** Where brokers and the test kit speak without credentials; the same as `port` where clients do too. */
  readonly internalPort: number
  readonly directory: string
}

/**
 * One replica and few partitions for Kafka's own topics, little memory, and no waiting for members of groups. A killed
 * broker may come back only when its session is over.
 */
const SMALL: Properties = {
  'auto.create.topics.enable': 'false',
  'broker.heartbeat.interval.ms': '500',
  'broker.session.timeout.ms': '4000',
  'group.initial.rebalance.delay.ms': '0',
  'log.cleaner.dedupe.buffer.size': '4194304',
  'num.io.threads': '2',
  'num.network.threads': '2',
  'offsets.topic.num.partitions': '3',
  'offsets.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '3',
  'share.coordinator.state.topic.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '3',
  'transaction.state.log.replication.factor': '1',
}

export function brokerProperties(cluster: ClusterSettings, broker: BrokerSettings): Properties {
  const { controller, host } = cluster
  const controls = broker.id === controller.id
  const advertised = listeners(cluster, broker)
  return {
    ...SMALL,
    'node.id': String(broker.id),
    'process.roles': controls ? 'broker,controller' : 'broker',
    'controller.quorum.voters': `${controller.id}@${host}:${controller.port}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: controls ? `${advertised},CONTROLLER://${host}:${controller.port}` : advertised,
    'advertised.listeners': advertised,
    'listener.security.protocol.map':
      'CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT',
    'inter.broker.listener.name': cluster.security === 'PLAINTEXT' ? 'PLAINTEXT' : 'INTERNAL',
    'log.dirs': broker.directory,
    ...(cluster.security === 'SASL_PLAINTEXT' && saslProperties(cluster)),
    ...(cluster.authorizer && authorizerProperties(cluster)),
    ...cluster.properties,
  }
}

const listeners = ({ host, security }: ClusterSettings, { port, internalPort }: BrokerSettings) =>
  security === 'PLAINTEXT'
    ? `PLAINTEXT://${host}:${port}`
    : `SASL_PLAINTEXT://${host}:${port},INTERNAL://${host}:${internalPort}`

function saslProperties({ mechanisms, users }: ClusterSettings): Properties {
  const listener = 'listener.name.sasl_plaintext'
  const passwords = Object.entries(users).map(([user, password]) => ` user_${user}=${quoted(password)}`)
  const jaas = (mechanism: Mechanism) =>
    mechanism === 'PLAIN'
      ? `${LOGIN_MODULES.PLAIN} required${passwords.join('')};`
      : `${LOGIN_MODULES[mechanism]} required;`
  return {
    [`${listener}.sasl.enabled.mechanisms`]: mechanisms.join(','),
    ...Object.fromEntries(mechanisms.map(each => [`${listener}.${each.toLowerCase()}.sasl.jaas.config`, jaas(each)])),
  }
}

/** Brokers speak among themselves, and clients of a PLAINTEXT cluster with them, as User:ANONYMOUS. */
const authorizerProperties = ({ superUsers }: ClusterSettings): Properties => ({
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': ['ANONYMOUS', ...superUsers].map(user => `User:${user}`).join(';'),
})

const LOGIN_MODULES: Record<Mechanism, string> = {
  PLAIN: 'org.apache.kafka.common.security.plain.PlainLoginModule',
  'SCRAM-SHA-256': 'org.apache.kafka.common.security.scram.ScramLoginModule',
  'SCRAM-SHA-512': 'org.apache.kafka.common.security.scram.ScramLoginModule',
}

const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`

/** What a client of the cluster sets to sign in as that user. */
export const signIn = (mechanism: Mechanism, user: string, password: string): Properties => ({
  'sasl.mechanism': mechanism,
  'sasl.jaas.config': `${LOGIN_MODULES[mechanism]} required username=${quoted(user)} password=${quoted(password)};`,
})

/** The users that storage is formatted with, since SCRAM keeps its users in the cluster's metadata. */
export const scramUsers = ({ mechanisms, users }: ClusterSettings): string[] =>
  mechanisms
    .filter(mechanism => mechanism !== 'PLAIN')
    .flatMap(mechanism =>
      Object.entries(users).map(([user, password]) => `${mechanism}=[name=${user},password=${password}]`),
    )

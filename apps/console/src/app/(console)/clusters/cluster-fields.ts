import { isSecretProperty } from '@tidegate/resources/kafka-properties'
import type { PhysicalCluster } from '#trpc/provider.tsx'

export type Draft = Pick<PhysicalCluster, 'kind' | 'apiVersion' | 'metadata' | 'spec'>

export type Property = { readonly name: string; readonly value: string }

/** A physical cluster as it is typed: the properties that most have by themselves, the others by name. */
export type Fields = {
  readonly name: string
  readonly role: Draft['spec']['role']
  readonly servers: string
  readonly protocol: string
  readonly mechanism: string
  readonly username: string
  readonly password: string
  readonly others: readonly Property[]
  readonly messages: Draft['spec']['messages']
}

const servers = 'bootstrap.servers'
const protocol = 'security.protocol'
const mechanism = 'sasl.mechanism'
export const jaas = 'sasl.jaas.config'
const known = [servers, protocol, mechanism, jaas]

export const fresh: Fields = {
  name: '',
  role: 'upstream',
  servers: '',
  protocol: 'SASL_SSL',
  mechanism: 'SCRAM-SHA-512',
  username: '',
  password: '',
  others: [],
  messages: undefined,
}

export const usesSasl = ({ protocol }: Fields): boolean => protocol.startsWith('SASL_')

export const isSecret = ({ name }: Property): boolean => isSecretProperty(name)

/** Without its secrets, which no one is shown. */
export function fieldsOf({ metadata, spec: { role, properties, messages } }: Draft): Fields {
  return {
    ...fresh,
    name: metadata.name,
    role,
    messages,
    servers: properties[servers] ?? '',
    protocol: properties[protocol] ?? 'PLAINTEXT',
    mechanism: properties[mechanism] ?? fresh.mechanism,
    others: Object.entries(properties).flatMap(([name, value]) => (known.includes(name) ? [] : [{ name, value }])),
  }
}

/** A secret that is left empty is left out, and so stays as it is. */
export function draftOf(fields: Fields): Draft {
  const others = fields.others.filter(({ name, value }) => name.trim() !== '' && !(isSecretProperty(name) && !value))
  const properties = {
    [servers]: fields.servers,
    [protocol]: fields.protocol,
    ...(usesSasl(fields) && { [mechanism]: fields.mechanism, ...signInOf(fields) }),
    ...Object.fromEntries(others.map(({ name, value }) => [name.trim(), value])),
  }
  return {
    kind: 'PhysicalCluster',
    apiVersion: 'tidegate/v1',
    metadata: { name: fields.name },
    spec: { role: fields.role, properties, ...(fields.messages && { messages: fields.messages }) },
  }
}

const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule'
const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule'

function signInOf({ mechanism, username, password }: Fields): Record<string, string> {
  if (username === '' && password === '') return {}
  const module = mechanism === 'PLAIN' ? plain : scram
  return { [jaas]: `${module} required username=${quoted(username)} password=${quoted(password)};` }
}

const quoted = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`

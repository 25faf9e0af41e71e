import type { SnippetInput } from './client.ts'
import { clientProperties } from './properties.ts'

type Settings = Readonly<Record<string, string>>

/** How librdkafka, which Python, Ruby and kcat share, connects; the password comes from elsewhere. */
export const connection = ({ bootstrapServers, username }: SnippetInput): Settings => ({
  'bootstrap.servers': bootstrapServers,
  'security.protocol': clientProperties['security.protocol'],
  'sasl.mechanisms': clientProperties['sasl.mechanism'],
  'sasl.username': username,
})

/** Where its defaults are poor. They retry a record for five minutes, which is well. */
export const behaviour = ({ purpose }: SnippetInput): Settings =>
  purpose === 'read' ? { 'auto.offset.reset': 'earliest' } : { 'enable.idempotence': 'true' }

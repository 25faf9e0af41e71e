import type { SnippetInput } from './client.ts'
import { clientProperties } from './properties.ts'

/**
 * The settings of librdkafka, which Python, Ruby and kcat share, without the password. Its default retries a record
 * for five minutes.
 */
export const librdkafka = ({ bootstrapServers, username, purpose }: SnippetInput) => ({
  'bootstrap.servers': bootstrapServers,
  'security.protocol': clientProperties['security.protocol'],
  'sasl.mechanisms': clientProperties['sasl.mechanism'],
  'sasl.username': username,
  ...(purpose === 'read' ? { 'auto.offset.reset': 'earliest' } : { 'enable.idempotence': 'true' }),
})

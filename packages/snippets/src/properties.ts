/** What every client of a virtual cluster is told, in the words of Kafka’s own client. */
export const clientProperties = {
  'security.protocol': 'SASL_PLAINTEXT',
  'sasl.mechanism': 'PLAIN',
  'sasl.jaas.config':
    'org.apache.kafka.common.security.plain.PlainLoginModule required username={{username}} password={{password}};',
} as const

/** Kafka’s way to write a user name and a password in one property. */
export const jaas = (username: string, password: string): string =>
  clientProperties['sasl.jaas.config'].replace('{{username}}', `"${username}"`).replace('{{password}}', `"${password}"`)

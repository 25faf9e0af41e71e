import type { Client, SnippetInput } from './client.ts'
import { clientProperties } from './properties.ts'
import { quoted } from './quote.ts'

const connection = ({ bootstrapServers, username }: SnippetInput) => `\
const kafka = new Kafka({
  brokers: [${bootstrapServers.split(',').map(quoted).join(', ')}],
  sasl: {
    mechanism: ${quoted(clientProperties['sasl.mechanism'].toLowerCase())},
    username: ${quoted(username)},
    password: process.env.KAFKA_PASSWORD,
  },
  retry: { retries: 20 }, // The default gives up after a few seconds.
})`

const consume = (input: SnippetInput) => `\
import { Kafka } from 'kafkajs'

${connection(input)}
const consumer = kafka.consumer({ groupId: ${quoted(input.group)} })
process.once('SIGINT', () => consumer.disconnect()) // Leaves the group.
await consumer.connect()
await consumer.subscribe({ topics: [${quoted(input.topic)}], fromBeginning: true })
await consumer.run({
  eachMessage: async ({ message }) => console.log(String(message.key), String(message.value)),
})
`

const produce = (input: SnippetInput) => `\
import { Kafka, Partitioners } from 'kafkajs'

${connection(input)}
const producer = kafka.producer({
  createPartitioner: Partitioners.DefaultPartitioner,
  idempotent: true,
  maxInFlightRequests: 1,
})
await producer.connect()
try {
  // Give every record a key: without one, kafkajs can lose records while it is idempotent.
  const messages = [{ key: 'key-1', value: 'hello from kafkajs' }]
  const [written] = await producer.send({ topic: ${quoted(input.topic)}, messages })
  console.log(\`Written to partition \${written.partition} at offset \${written.baseOffset}\`)
} finally {
  await producer.disconnect()
}
`

export const kafkajs: Client = {
  id: 'kafkajs',
  name: 'Node.js',
  about: 'kafkajs 2.2.4. Needs Node.js 18 or newer.',
  install: ['npm install kafkajs@2.2.4'],
  files: input => [
    input.purpose === 'read'
      ? { name: 'consume.mjs', text: consume(input) }
      : { name: 'produce.mjs', text: produce(input) },
  ],
  run: ({ purpose }) => `node ${purpose === 'read' ? 'consume' : 'produce'}.mjs`,
}

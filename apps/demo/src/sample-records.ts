import { Kafka, logLevel } from 'kafkajs'
import type { Running } from './clusters.ts'

const EVERY_MS = 1_000
const FIRST = 50

/** Creates the sample topics, fills them a little, and goes on with a trickle, so that there is always something to see. */
export async function produceSamples({
  definition: { name, topics },
  kafka,
}: Running): Promise<{ stop(): Promise<void> }> {
  const client = new Kafka({
    clientId: `demo-${name}`,
    brokers: kafka.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    // While everything starts at once, a broker may take longer to hear of a new topic than five tries.
    retry: { retries: 20, maxRetryTime: 1_000 },
  })
  const admin = client.admin()
  await admin.connect()
  await admin.createTopics({
    topics: topics.map(({ name: topic, partitions }) => ({ topic, numPartitions: partitions })),
  })
  await admin.disconnect()
  const producer = client.producer()
  await producer.connect()
  let count = 0
  const record = (topic: string) => {
    count += 1
    return { key: `key-${count % 20}`, value: JSON.stringify({ topic, count, at: new Date().toISOString() }) }
  }
  const send = (each: number) =>
    Promise.all(
      topics.map(({ name: topic }) =>
        producer.send({ topic, messages: Array.from({ length: each }, () => record(topic)) }),
      ),
    )
  await send(FIRST)
  // A broker that is stopped on purpose is part of what a demo is for: the next tick tries again.
  const timer = setInterval(() => void send(1).catch(() => undefined), EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await producer.disconnect().catch(() => undefined)
    },
  }
}

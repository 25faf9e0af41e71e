import { until } from '@tidegate/e2e/platform'
import { countTopics } from './crowd.ts'
import type { Lab } from './lab.ts'
import { physicalName } from './topics.ts'

const AT_ONCE = 1000
const POLL_MS = 1000
const PATIENCE_MS = 120_000

/** Topics of one partition. A broker has a topic a while after the controller has said so. */
export async function createTopics({ admin, kafka }: Lab, names: readonly string[]): Promise<void> {
  const [{ host, port } = { host: '', port: 0 }] = kafka.brokers
  const broker = { bootstrap: `${host}:${port}`, topic: physicalName }
  const before = await countTopics(broker)
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const topics = names.slice(at, at + AT_ONCE).map(topic => ({ topic, numPartitions: 1 }))
    await admin.createTopics({ topics, timeout: 60_000, waitForLeaders: false })
  }
  await until(async () => (await countTopics(broker)) === before + names.length, POLL_MS, PATIENCE_MS)
}

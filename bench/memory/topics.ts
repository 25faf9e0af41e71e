import { batch } from '@tidegate/e2e/batch'
import { closedLoop } from '../lab/closed-loop.ts'
import { Connection } from '../lab/connection.ts'
import type { Lab } from '../lab/lab.ts'
import { produceRequest } from '../lab/request.ts'
import { physicalName } from '../lab/topics.ts'
import type { Way } from '../lab/way.ts'

/** As a client counts them: in powers of ten. */
const HUGE_BYTES = 100e6
const LARGE_BYTES = 1e6
const LARGE_BATCHES = 32
const BROKER_MOST = String(256 * 1024 * 1024)

/** Of a broker that takes in and gives out what is this large. */
export const brokerProperties = { 'socket.request.max.bytes': BROKER_MOST, 'message.max.bytes': BROKER_MOST }

/** `large` has many batches of 1 MB, `huge` one of 100 MB; `sink` takes in more of these, and keeps few. */
export const topics = { large: {}, huge: {}, sink: { 'retention.bytes': '209715200', 'file.delete.delay.ms': '1000' } }

export const hugeBatch = (): Buffer => batch({ values: ['x'.repeat(HUGE_BYTES)] })

export async function fill({ admin, kafka }: Lab, huge: Buffer): Promise<void> {
  await admin.createTopics({
    topics: Object.entries(topics).map(([name, properties]) => ({
      topic: physicalName(name),
      numPartitions: 1,
      configEntries: Object.entries(properties).map(([key, value]) => ({ name: key, value })),
    })),
  })
  const direct: Way = { bootstrap: kafka.bootstrap, topic: physicalName }
  await write(direct, { topic: 'large', records: batch({ values: ['x'.repeat(LARGE_BYTES)] }), times: LARGE_BATCHES })
  await write(direct, { topic: 'huge', records: huge, times: 1 })
  await write(direct, { topic: 'read', records: batch(), times: 1 })
}

type Load = { readonly topic: string; readonly records: Buffer; readonly times: number }

async function write(way: Way, { topic, records, times }: Load): Promise<void> {
  using connection = await Connection.open(way)
  const request = await produceRequest(connection, { topic: way.topic(topic), records })
  for (let i = 0; i < times; i++) await closedLoop([{ connection, request }], () => false)
}

import { setTimeout as delay } from 'node:timers/promises'
import { batch } from '@tidegate/e2e/batch'
import { Connection } from '../../lab/connection.ts'
import { repeat } from '../../lab/crowd.ts'
import { fitting } from '../../lab/descriptors.ts'
import { produceRequest } from '../../lab/request.ts'
import type { Scenario } from '../scenario.ts'

const AT_ONCE = 50
const FRAME_BYTES = 64 * 1024
const WATCHED_MS = 30_000

const { count: most, why } = fitting(10_000)

/** Each sends the first half of a request, and stops. */
export const halfFrames: Scenario = {
  name: 'half-frames',
  title: 'clients that send a half of 64 KiB and stop',
  points: [1000, most],
  ...(why !== undefined && { note: why }),
  async begin({ way }, clients) {
    const connections: Connection[] = []
    const records = batch({ values: ['x'.repeat(FRAME_BYTES)] })
    // All of one topic, so that one request does for all; all are there before the first sends.
    let half: Buffer = Buffer.alloc(0)
    await repeat(clients, AT_ONCE, async () => {
      const connection = await Connection.open(way)
      connections.push(connection)
      if (half.length > 0) return
      const { bytes } = await produceRequest(connection, { topic: 'requests', records })
      half = bytes.subarray(0, bytes.length >> 1)
    })
    for (const connection of connections) connection.send(half)
    return {
      over: delay(WATCHED_MS),
      figures: () => [],
      leave: () => {
        for (const connection of connections) connection[Symbol.dispose]()
      },
    }
  },
}

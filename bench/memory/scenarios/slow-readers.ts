import { setTimeout as delay } from 'node:timers/promises'
import { Connection } from '../../lab/connection.ts'
import { repeat } from '../../lab/crowd.ts'
import { fetchRequest } from '../../lab/request.ts'
import type { Scenario } from '../scenario.ts'

const AT_ONCE = 50
const ANSWER_BYTES = 16 * 1024 * 1024
const ANSWERS = 3
const WATCHED_MS = 30_000

/** Each asks for a few long answers, and reads nothing. */
export const slowReaders: Scenario = {
  name: 'slow-readers',
  title: 'readers that ask for 48 MiB each and read nothing',
  points: [10, 100, 1000],
  async begin({ way }, clients) {
    // All are there before the first asks: nobody may come in later.
    const readers: { readonly connection: Connection; readonly bytes: Buffer }[] = []
    await repeat(clients, AT_ONCE, async () => {
      const connection = await Connection.open(way)
      const { bytes } = await fetchRequest(connection, { topic: 'large', bytes: ANSWER_BYTES })
      readers.push({ connection, bytes })
    })
    for (const { connection, bytes } of readers) {
      connection.pause()
      for (let i = 0; i < ANSWERS; i++) connection.send(bytes)
    }
    return {
      over: delay(WATCHED_MS),
      figures: () => [],
      leave: () => {
        for (const { connection } of readers) connection[Symbol.dispose]()
      },
    }
  },
}

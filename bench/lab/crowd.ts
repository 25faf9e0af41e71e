import { apiNamed, ZERO_UUID } from '@tidegate/protocol'
import { Connection } from './connection.ts'
import type { Way } from './way.ts'

const metadata = apiNamed('Metadata')

/** A connection as a client has it that is about to do something: signed in, and it has asked for a topic. */
export async function readyConnection(way: Way): Promise<Connection> {
  const connection = await Connection.open(way)
  const name = way.topic('requests')
  const { topics } = await connection.ask(metadata, connection.versionOf(metadata), {
    topics: [{ topicId: ZERO_UUID, name }],
  })
  if (topics[0].errorCode !== 0) throw new Error(`Metadata of ${name} answered error ${topics[0].errorCode}`)
  return connection
}

export async function countTopics(way: Way): Promise<number> {
  using connection = await Connection.open(way)
  const { topics } = await connection.ask(metadata, connection.versionOf(metadata), { topics: null })
  return topics.length
}

/** Does something so many times, so many at a time. */
export async function repeat(times: number, atOnce: number, work: () => Promise<void>): Promise<void> {
  let left = times
  const worker = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: Math.min(times, atOnce) }, worker))
}

import { setTimeout as delay } from 'node:timers/promises'
import { Connection } from '../../lab/connection.ts'
import { fetchRequest, produceRequest, type Request } from '../../lab/request.ts'
import type { Way } from '../../lab/way.ts'
import type { Scenario, Stage, Trouble } from '../scenario.ts'

const POINTS = [1, 4, 16]
const SLOW_MS = 15_000
const PIECES = 100
const AT_MOST_MS = 90_000

/** How a client sends a request of its own and gets the answer. */
type Exchange = (connection: Connection, bytes: Buffer) => Promise<Buffer>

const atOnce: Exchange = (connection, bytes) => connection.exchange(bytes)

/** Evenly over some time. */
const slowly: Exchange = async (connection, bytes) => {
  const size = Math.ceil(bytes.length / PIECES)
  const last = (PIECES - 1) * size
  for (let at = 0; at < last; at += size) {
    connection.send(bytes.subarray(at, at + size))
    await Promise.race([delay(SLOW_MS / PIECES), connection.ended])
  }
  return connection.exchange(bytes.subarray(last))
}

const produce = (name: string, title: string, exchange: Exchange): Scenario => ({
  name,
  title,
  points: POINTS,
  begin: (stage, clients) => {
    const requestOf = (connection: Connection) => produceRequest(connection, { topic: 'sink', records: stage.huge })
    return begin(stage, clients, { requestOf, exchange })
  },
})

export const hugeFrames: readonly Scenario[] = [
  produce('produce-100mb', 'producers of 100 MB each, at once', atOnce),
  produce('produce-100mb-slowly', `producers of 100 MB each, over ${SLOW_MS / 1000} s`, slowly),
  {
    name: 'fetch-100mb',
    title: 'consumers of 100 MB each',
    points: POINTS,
    begin: (stage, clients) => {
      const requestOf = (connection: Connection) => fetchRequest(connection, { topic: 'huge' })
      return begin(stage, clients, { requestOf, exchange: atOnce })
    },
  },
]

type Client = { requestOf(connection: Connection): Promise<Request>; readonly exchange: Exchange }

async function begin({ way }: Stage, clients: number, { requestOf, exchange }: Client): Promise<Trouble> {
  let answered = 0
  const connections = await Promise.all(Array.from({ length: clients }, () => opened(way, requestOf)))
  const all = connections.map(async ({ connection, request }) => {
    const error = request.errorOf(await exchange(connection, request.bytes))
    if (error !== 0) throw new Error(`${request.api} answered error ${error}`)
    answered++
  })
  return {
    over: Promise.race([Promise.allSettled(all), delay(AT_MOST_MS)]),
    figures: () => [{ metric: 'answered', unit: 'count', value: answered }],
    leave: () => {
      for (const { connection } of connections) connection.end()
    },
  }
}

async function opened(way: Way, requestOf: Client['requestOf']) {
  const connection = await Connection.open(way)
  return { connection, request: await requestOf(connection) }
}

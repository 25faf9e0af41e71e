import { Connection } from './connection.ts'
import type { Request } from './request.ts'
import type { Way } from './way.ts'

/** One request, and the connection that it is sent by again and again. */
export type Sender = { readonly connection: Connection; readonly request: Request }

/** So many connections, each with a request that is made for it. */
export async function withSenders<Result>(
  {
    way,
    count,
    requestOf,
  }: {
    readonly way: Way
    readonly count: number
    requestOf(connection: Connection, i: number): Promise<Request>
  },
  work: (senders: readonly Sender[]) => Promise<Result>,
): Promise<Result> {
  const senders: Sender[] = []
  try {
    await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const connection = await Connection.open(way)
        senders.push({ connection, request: await requestOf(connection, i) })
      }),
    )
    return await work(senders)
  } finally {
    for (const { connection } of senders) connection[Symbol.dispose]()
  }
}

/** Each sends when it has its answer, for as long as there is more to do. Answers the number of requests. */
export async function closedLoop(senders: readonly Sender[], more: () => boolean): Promise<number> {
  const counts = await Promise.all(senders.map(sender => sendWhile(sender, more)))
  return counts.reduce((total, count) => total + count, 0)
}

function sendWhile({ connection, request }: Sender, more: () => boolean): Promise<number> {
  let count = 0
  const done = new Promise<number>((resolve, reject) => {
    connection.onAnswer = frame => {
      count++
      const error = request.errorOf(frame)
      if (error !== 0) reject(new Error(`${request.api} answered error ${error}`))
      else if (more()) connection.send(request.bytes)
      else resolve(count)
    }
    connection.send(request.bytes)
  })
  return Promise.race([done, connection.ended])
}

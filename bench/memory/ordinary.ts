import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { fetchRequest, produceRequest } from '../lab/request.ts'
import type { Way } from '../lab/way.ts'
import { Caller, type Served } from './caller.ts'

type Data = Omit<Way, 'topic'>
type Order = 'give up' | 'stop'

/** What became of the requests of each API. */
export type Outcome = Readonly<Record<'produce' | 'fetch', readonly Served[]>>
type Ended = { readonly outcome: Outcome; readonly cutOff: number }

/** A client as most are: small requests, by a connection for each of two APIs. In a thread, so that others do not hold it up. */
export class Ordinary {
  readonly #thread: Worker

  constructor({ bootstrap, user }: Way) {
    this.#thread = new Worker(new URL(import.meta.url), { workerData: { bootstrap, user } })
  }

  giveUp(): void {
    this.#order('give up')
  }

  async stop(): Promise<Ended> {
    this.#order('stop')
    const [ended] = await once(this.#thread, 'message')
    await this.#thread.terminate()
    return ended
  }

  #order(order: Order): void {
    this.#thread.postMessage(order)
  }
}

function serve(data: Data): void {
  const way: Way = { ...data, topic: alias => alias }
  const callers = {
    produce: new Caller(way, connection => produceRequest(connection, { topic: 'requests' })),
    fetch: new Caller(way, connection => fetchRequest(connection, { topic: 'read' })),
  }
  const all = Object.values(callers)
  parentPort!.on('message', async (order: Order) => {
    if (order === 'give up') for (const caller of all) caller.giveUp()
    else {
      await Promise.all(all.map(caller => caller.stop()))
      const { produce, fetch } = callers
      const outcome = { produce: produce.served, fetch: fetch.served }
      parentPort!.postMessage({ outcome, cutOff: produce.cutOff + fetch.cutOff } satisfies Ended)
    }
  })
}

if (!isMainThread) serve(workerData)

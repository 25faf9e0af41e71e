import { closedLoop, withSenders } from '../lab/closed-loop.ts'
import type { Connection } from '../lab/connection.ts'
import { measured } from '../lab/measure.ts'
import { fetchRequest, metadataRequest, produceRequest, type Request } from '../lab/request.ts'
import type { Way } from '../lab/way.ts'
import type { Found } from './metrics.ts'

const CLIENTS = 10
/** As many each time, however fast the machine: after fewer, less code is compiled. */
const [WARM_UP, REQUESTS] = [20_000, 6_000]

const kinds: Readonly<
  Record<'produce' | 'fetch' | 'metadata', (connection: Connection, i: number) => Promise<Request>>
> = {
  produce: (connection, i) => produceRequest(connection, { topic: 'requests', i }),
  // Nothing was ever written there.
  fetch: connection => fetchRequest(connection, { topic: 'read' }),
  metadata: connection => metadataRequest(connection, 'requests'),
}

/** CPU of a request, by ten clients that each send when they have their answer; one kind after the other in each round. */
export async function measureRequests(pid: number, way: Way, rounds: number): Promise<Found[]> {
  const found: Found[] = []
  for (let round = 0; round <= rounds; round++)
    for (const [metric, requestOf] of Object.entries(kinds) as [keyof typeof kinds, (typeof kinds)['fetch']][]) {
      let left = round === 0 ? WARM_UP : REQUESTS
      const { result, cpuSeconds = Number.NaN } = await withSenders({ way, count: CLIENTS, requestOf }, senders =>
        measured({ pid }, () => closedLoop(senders, () => left-- > 0)),
      )
      if (round > 0) found.push({ metric, round, value: (cpuSeconds * 1e6) / result })
    }
  return found
}

import { readyConnection, repeat } from '../../lab/crowd.ts'
import { measured } from '../../lab/measure.ts'
import type { Effort, Profile } from '../profile.ts'

const CONNECTIONS: Readonly<Record<Effort, number>> = { once: 500, 'warm-up': 6000, whole: 2000 }
const AT_ONCE = 100

/** Clients that come, sign in, ask for a topic and go. */
export const storm: Profile = {
  name: 'storm',
  title: `connections, ${AT_ONCE} at once`,
  async measure({ running, effort }) {
    const count = CONNECTIONS[effort]
    const { seconds, cpuSeconds } = await measured(running, () =>
      repeat(count, AT_ONCE, async () => {
        using _ = await readyConnection(running.way)
      }),
    )
    return [
      { metric: 'connections', unit: '1/s', value: count / seconds },
      ...(cpuSeconds === undefined
        ? []
        : [{ metric: 'CPU per connection', unit: 'µs', value: (cpuSeconds * 1e6) / count } as const]),
    ]
  },
}

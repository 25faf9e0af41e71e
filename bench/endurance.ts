import { parseArgs } from 'node:util'
import { endure } from '@tidegate/e2e/endurance'

const MiB = 2 ** 20

/** Of the seconds after the first minute, in which clients connect and code is compiled. */
function quarters(resident: readonly number[]) {
  const settled = resident.slice(Math.min(60, resident.length >> 2))
  const size = Math.max(1, Math.floor(settled.length / 4))
  return [0, 1, 2, 3].map(i => {
    const part = settled.slice(i * size, (i + 1) * size).toSorted((a, b) => a - b)
    const at = (share: number) => `${Math.round((part[Math.floor((part.length - 1) * share)] ?? 0) / MiB)} MiB`
    return { quarter: i + 1, 'resident, median': at(0.5), most: at(1) }
  })
}

/** Clients at work while database, gateways and brokers fail in turn: what was lost, and how memory went. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '10' } } })
  const started = performance.now()
  const say = (event: string) =>
    console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${event}`)
  const { families, changes, refused, resident } = await endure({ seconds: Number(values.minutes) * 60, say })
  console.table(
    Object.entries(families).map(([family, { acknowledged, lost, unread, failures }]) => ({
      family,
      acknowledged,
      lost: lost.length,
      unread: unread.length,
      failures: failures.length,
    })),
  )
  console.table(quarters(resident))
  console.log(`${changes} changes of the configuration; refused though it should not be: ${refused.length}`)
  const wrong = Object.values(families).flatMap(({ lost, unread, failures }) => [...lost, ...unread, ...failures])
  for (const each of [...wrong, ...refused]) console.error(each)
  if (wrong.length + refused.length > 0) process.exitCode = 1
}

import { parseArgs } from 'node:util'
import { fuzz } from '@tidegate/e2e/fuzzer'
import { World } from '@tidegate/e2e/world'

/** `fuzz --minutes 10 --seed 7`: the fuzzer of the tests for as long as asked. A seed that is not said is drawn. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
  })
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  const seconds = Number(values.minutes) * 60
  if (!Number.isInteger(seed) || !(seconds > 0))
    throw new Error('--seed is a whole number, and --minutes more than none')
  console.log(`Seed ${seed}`)
  const world = await World.start()
  try {
    const { apis, ...counts } = await fuzz({ world, seed, seconds })
    console.table(apis)
    console.table([counts])
  } finally {
    await world.stop()
  }
}

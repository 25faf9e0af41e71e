import { ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { World } from './abuse/world.ts'
import { fuzz } from './fuzzer.ts'

/** Named when a run fails, so that it can be played again. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121)
const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 150)

let world: World

before(async () => {
  world = await World.start()
})

after(() => world.stop())

test(`neither garbage nor requests in any order harm the gateway, its other clients or their secrets (seed ${SEED})`, async () => {
  const outcome = await fuzz({ world, seed: SEED, rounds: ROUNDS })
  const served = Object.values(outcome.apis).filter(({ well }) => well > 0)
  ok(served.length > 15, `only ${served.length} APIs were reached`)
})

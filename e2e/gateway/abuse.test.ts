import { deepStrictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiNamed } from '@tidegate/protocol'
import { codesOf, type Names, questions } from './abuse/answers.ts'
import { ended, frameAbuses } from './abuse/frames.ts'
import { World } from './abuse/world.ts'
import { RawClient } from './raw-client.ts'

let world: World

before(async () => {
  world = await World.start()
})

after(() => world.stop())

for (const { row, title, as, frames, expect = ended } of frameAbuses)
  test(`row ${row}: ${title}`, async () => {
    using client = await world.client(as)
    for (const frame of frames(world)) client.raw(frame)
    await expect(client, world)
    await world.intact(client)
  })

for (const { row, title, api: name, version, body, codes, unlikeABroker } of questions)
  test(`row ${row}: ${title} is answered with ${[...new Set(codes)]}${unlikeABroker ? '' : ', as by a broker'}`, async () => {
    const api = apiNamed(name)
    const ask = async (client: RawClient, names: Names) => codesOf(await client.ask(api, version, body(names)))
    const due = [...codes].sort((a, b) => a - b)
    using client = await world.client('admin')
    const { victim, physical, abused, own } = world.ids
    deepStrictEqual(await ask(client, { topic: 'shown', id: own, foreignId: victim }), due)
    await world.intact(client)
    if (unlikeABroker) return
    using direct = new RawClient(world.broker)
    deepStrictEqual(
      await ask(direct, { topic: 'behind-the-abused', id: abused, foreignId: physical }),
      due,
      'the broker',
    )
  })

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Api, apis, sample, writeRequest } from '@tidegate/protocol'
import { kafkaTool, startKafka } from '@tidegate/testkit'
import { type Partner, Platform } from './platform.ts'
import { RawClient } from './raw-client.ts'

/** Named when a run fails, so that it can be played again. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121)
const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 150)
const FRAMES_IN_A_ROUND = 8
const MEMORY_BYTES = 400 * 2 ** 20

let platform: Platform
let victim: Partner
let abused: Partner

before(async () => {
  const main = startKafka({ name: 'main' })
  platform = await Platform.start({ main })
  for (const topic of ['behind-the-victim', 'behind-the-abused'])
    await kafkaTool('4.3.1', 'topics', ['--bootstrap-server', (await main).bootstrap, '--create', '--topic', topic])
  await platform.startWorker()
  victim = await platform.partner('victim', 'main', { precious: 'behind-the-victim' })
  abused = await platform.partner('abused', 'main', { shown: 'behind-the-abused' })
  await platform.allow('abused', 'user1', 'ALL', 'TOPIC', 'shown')
})

after(() => platform.stop())

/** Numbers from 0 to below `n`, the same in every run of a seed (mulberry32). */
function generator(seed: number): (n: number) => number {
  let state = seed
  return n => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

const random = generator(SEED)
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
const words = [
  'shown',
  'precious',
  'behind-the-victim',
  'behind-the-abused',
  'victim:group',
  '',
  '*',
  '__consumer_offsets',
  'a'.repeat(300),
]

/** A frame of some API in some version, offered here or not, whose text is one of the words that could do harm. */
function valid(): Buffer {
  const api = pick([...apis.values()]) as Api
  const version = api.versions[0] + random(api.versions[1] - api.versions[0] + 1)
  return Buffer.concat(
    writeRequest(
      api,
      version,
      { correlationId: random(2 ** 31), clientId: pick(words) },
      sample(api.request, version, pick(words)),
    ),
  )
}

function mutated(): Buffer {
  const bytes = valid()
  for (let flips = 1 + random(4); flips > 0; flips--) bytes[4 + random(bytes.length - 4)] = random(256)
  return bytes
}

function garbage(): Buffer {
  const bytes = Buffer.from(Array.from({ length: 1 + random(200) }, () => random(256)))
  if (random(2) === 0 && bytes.length > 4) bytes.writeInt32BE(bytes.length - 4)
  return bytes
}

const kinds = [valid, valid, mutated, mutated, garbage]

async function healthy(): Promise<void> {
  const config = platform.clientConfig('admin', victim.passwords.admin ?? '')
  const { stdout, stderr } = await kafkaTool('4.3.1', 'topics', [
    '--bootstrap-server',
    victim.bootstrap,
    '--command-config',
    config,
    '--list',
  ])
  deepStrictEqual(stdout.trim(), 'precious', stderr)
}

test(`neither garbage nor requests in any order harm the gateway, its other clients or their secrets (seed ${SEED})`, async () => {
  const received: Buffer[] = []
  for (let round = 0; round < ROUNDS; round++) {
    using client = new RawClient(abused.bootstrap)
    const user = pick(['user1', 'admin', undefined])
    if (user) ok(await client.signIn(user, abused.passwords[user] ?? ''))
    for (let i = 0; i < FRAMES_IN_A_ROUND && client.open; i++) client.raw(pick(kinds)())
    await client.finish()
    received.push(...client.received)
  }
  await healthy()
  strictEqual(platform.worker.process.running, true)
  const all = Buffer.concat(received)
  // What it sent itself may come back; what only the victim knows must not.
  for (const secret of [
    platform.clusters.main?.clusterId ?? '?',
    victim.passwords.admin ?? '?',
    await idOf('precious'),
  ])
    strictEqual(all.includes(secret), false)
})

/** The id under which the victim's clients know its topic. */
async function idOf(topic: string): Promise<Buffer> {
  const config = platform.clientConfig('admin', victim.passwords.admin ?? '')
  const { stdout } = await kafkaTool('4.3.1', 'topics', [
    '--bootstrap-server',
    victim.bootstrap,
    '--command-config',
    config,
    '--describe',
    '--topic',
    topic,
  ])
  match(stdout, /TopicId: \S+/)
  return Buffer.from(/TopicId: (\S+)/.exec(stdout)?.[1] ?? '', 'base64url')
}

test('a thousand frames at once that nobody reads the answers of do not grow the gateway', async () => {
  using client = new RawClient(abused.bootstrap)
  ok(await client.signIn('admin', abused.passwords.admin ?? ''))
  const metadata = apis.get(3) as Api
  for (let i = 0; i < 1_000; i++) client.send(metadata, 12, { topics: null })
  await healthy()
  const { text } = await platform.call('GET', '/metrics')
  const resident = Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1])
  ok(resident < MEMORY_BYTES, `${resident} bytes are resident`)
})

import { match, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clients, type Purpose, type SnippetInput } from '@tidegate/snippets'
import { execute, kcat, run, startKafka, temporaryDirectory } from '@tidegate/testkit'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import { createTopics, type Partner, Platform } from './platform.ts'
import { pressCtrlC, RUN_TIMEOUT_MS, Snippet, write } from './snippet.ts'

let platform: Platform
let partner: Partner
/** Of the physical cluster, and of the partner’s super user. */
let physical: Admin
let own: Admin

const users = { read: 'reader', write: 'writer' } as const
const aliasOf = (id: string) => `${id}.shared_topic`
const physicalOf = (id: string) => `internal-${id}`

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }), clusterA: startKafka({ name: 'clusterA' }) })
  physical = new Kafka({ brokers: [bootstrapOfA()], logLevel: logLevel.NOTHING }).admin()
  await physical.connect()
  await createTopics(
    physical,
    clients.map(({ id }) => ({ topic: physicalOf(id), numPartitions: 2 })),
  )
  await platform.startWorker()
  const aliases = Object.fromEntries(clients.map(({ id }) => [aliasOf(id), physicalOf(id)]))
  partner = await platform.partner('partner', 'clusterA', aliases, Object.values(users))
  await platform.allow('partner', users.read, 'READ', 'TOPIC', '*')
  await platform.allow('partner', users.read, 'READ', 'GROUP', '*')
  await platform.allow('partner', users.write, 'WRITE', 'TOPIC', '*')
  own = new Kafka({
    brokers: partner.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    sasl: { mechanism: 'plain', username: 'admin', password: passwordOf('admin') },
  }).admin()
  await own.connect()
})

after(async () => {
  await Promise.all([physical.disconnect(), own.disconnect()])
  await platform.stop()
})

const bootstrapOfA = () => platform.clusters.clusterA!.bootstrap
const passwordOf = (user: string) => partner.passwords[user]!

/** With a group whose name every language has to quote in its own way. */
const inputOf = (id: string, purpose: Purpose): SnippetInput => ({
  bootstrapServers: partner.bootstrap,
  username: users[purpose],
  topic: aliasOf(id),
  group: `the "\${HOME}" \\ group of ${id}'s`,
  purpose,
})

/** Every record of a physical topic, read at the physical cluster. */
async function recordsOf(topic: string): Promise<string> {
  return (await kcat(['-b', bootstrapOfA(), '-C', '-t', topic, '-e', '-q', '-f', '%k %s\n'])).stdout
}

const notRun = ['karafka']

for (const client of clients.filter(({ id }) => !notRun.includes(id)))
  test(`${client.name}: as the console shows it, it writes, reads, and leaves its group on Ctrl-C`, async () => {
    const { id } = client
    const snippet = await Snippet.install(client)
    const produced = await snippet.execute(inputOf(id, 'write'), passwordOf(users.write))
    strictEqual(produced.code, 0, produced.stdout + produced.stderr)
    const record = /^key-1 hello from \S+$/m.exec(await recordsOf(physicalOf(id)))?.[0]
    strictEqual(await recordsOf(physicalOf(id)), `${record}\n`)

    const input = inputOf(id, 'read')
    await using consumer = snippet.start(input, passwordOf(users.read))
    await consumer.waitFor(lines => lines.includes(record!), RUN_TIMEOUT_MS)
    const group = async () => (await own.describeGroups([input.group])).groups[0]?.state
    strictEqual(await group(), 'Stable')
    await pressCtrlC(consumer)
    strictEqual(await group(), 'Empty')
  })

test('Ruby: the files are valid, and their librdkafka settings write and read; Karafka itself is not run', async () => {
  const karafka = clients.find(({ id }) => id === 'karafka')!
  const settingsOf = async (purpose: Purpose) => {
    const directory = temporaryDirectory()
    const files = karafka.files(inputOf('karafka', purpose))
    write(files, directory)
    const { name } = files[0]!
    const options = { cwd: directory, env: { KAFKA_PASSWORD: passwordOf(users[purpose]) } }
    match(await run('ruby', ['-c', name], options), /Syntax OK/)
    const hash = `puts JSON.generate(eval(File.read(${JSON.stringify(name)})[/config.kafka = (\\{.*?\\})/m, 1]))`
    return Object.entries(JSON.parse(await run('ruby', ['-rjson', '-e', hash], options))).flatMap(
      ([setting, value]) => ['-X', `${setting}=${value}`],
    )
  }
  const topic = aliasOf('karafka')
  const produced = await kcat([...(await settingsOf('write')), '-P', '-t', topic], { stdin: 'hello from librdkafka\n' })
  strictEqual(produced.code, 0, produced.stderr)
  match(await recordsOf(physicalOf('karafka')), /hello from librdkafka/)
  const read = [...(await settingsOf('read')), '-C', '-t', topic, '-e', '-q']
  strictEqual((await execute('kcat', read)).stdout, 'hello from librdkafka\n')
})

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { environment } from '../src/environment.ts'
import { execute, freePort, kafkaBin, kcat, spawnKafkaTool, startKafka, temporaryDirectory } from '../src/index.ts'

test('the scripts of kafkaBin take relative paths from where they are called', async () => {
  await using kafka = await startKafka()
  const bin = temporaryDirectory()
  const cwd = temporaryDirectory()
  await kafkaBin(bin)
  writeFileSync(join(cwd, 'client.properties'), 'client.id=from-the-file\n')
  const env = { PATH: [bin, environment.PATH].join(delimiter) }
  const command = `kafka-topics --bootstrap-server ${kafka.bootstrap} --command-config client.properties --create --topic x`
  assert.deepEqual(await execute('sh', ['-c', command], { cwd, env }), {
    code: 0,
    stdout: 'Created topic x.\n',
    stderr: '',
  })
  const { stdout } = await kcat(['-b', kafka.bootstrap, '-L'])
  assert.match(stdout, /topic "x" with 1 partitions/)
})

test('a tool that ends too early is reported with all it printed', async () => {
  const server = ['--bootstrap-server', `127.0.0.1:${await freePort()}`]
  await using consumer = await spawnKafkaTool('4.3.1', 'console-consumer', [...server, '--no-such-option'])
  await assert.rejects(
    consumer.waitFor(lines => lines.length > 1_000),
    /no-such-option is not a recognized option/,
  )
  assert.equal(await consumer.ended, 1)
})

test('a tool that hangs is ended when its time is over', async () => {
  assert.equal((await execute('sleep', ['600'], { timeoutMs: 50 })).code, -1)
})

test('a tool that never reads its input does no harm', async () => {
  assert.equal((await execute('true', [], { stdin: 'x'.repeat(1_000_000) })).code, 0)
})

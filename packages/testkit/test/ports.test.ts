import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { freePort, freePorts, spawnTied, ToolProcess } from '../src/index.ts'

const INDEX = new URL('../src/index.ts', import.meta.url).href

test('ports in a row are all free to listen on', async () => {
  const first = await freePorts(30)
  const servers = Array.from({ length: 30 }, (_, i) => createServer().listen(first + i, '127.0.0.1'))
  await Promise.all(servers.map(server => once(server, 'listening')))
  for (const server of servers) server.close()
})

test('no port is handed out twice, also when many ask at once and blocks run out', async () => {
  const ports = await Promise.all(Array.from({ length: 250 }, freePort))
  assert.equal(new Set(ports).size, 250)
})

test('processes side by side never get the same port', async () => {
  const script = `import { freePort } from '${INDEX}'
    console.log(JSON.stringify(await Promise.all(Array.from({ length: 120 }, freePort))))
    process.stdin.resume()`
  const start = () => new ToolProcess(spawnTied(process.execPath, ['--input-type=module', '-e', script]))
  await using one = start()
  await using other = start()
  const printed = await Promise.all([one, other].map(each => each.waitFor(lines => lines.length > 0)))
  const ports = printed.flatMap(([line]) => JSON.parse(line!) as number[])
  assert.equal(new Set(ports).size, 240)
})

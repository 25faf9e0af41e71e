import { equal, rejects } from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { freePort } from '@tidegate/testkit'
import { topicsExist } from '../src/index.ts'

const at = (port: number) => ({ bootstrap: [{ host: '127.0.0.1', port }] })

test('a cluster that nobody runs is unavailable, and what happened goes to the log alone', async () => {
  const port = await freePort()
  const logged: string[] = []
  const log = (message: string) => logged.push(message)

  await rejects(topicsExist(at(port), ['orders'], { timeoutMs: 5000, log }), error => {
    equal((error as { code?: string }).code, 'UPSTREAM_UNAVAILABLE')
    equal((error as Error).message.includes(`${port}`), false)
    return true
  })
  equal(
    logged.some(message => message.includes(`${port}`)),
    true,
  )
})

test('a broker that never answers is given up, and its connection closed', async () => {
  const server = createServer(socket => socket.resume()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const accepted = once(server, 'connection') as Promise<[Socket]>

  await rejects(topicsExist(at(port), ['orders'], { timeoutMs: 100 }), { code: 'UPSTREAM_UNAVAILABLE' })

  const [socket] = await accepted
  if (!socket.closed) await once(socket, 'close')
  server.close()
  await once(server, 'close')
})

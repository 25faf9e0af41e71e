import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startService, temporaryDirectory } from '@tidegate/testkit'
import { until } from './gateway/platform.ts'

/** Away from the ports of a demo that may be running, and from those the test kit hands out. */
const OFFSET = 3100

const inTree = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const stateFile = inTree(`.demo-${OFFSET}/state.json`)

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('the demo starts three clusters, two gateways and the console, tells scripts where they are, and leaves nothing behind', async () => {
  const args = ['run', 'demo', '--', '--headless', '--offset', String(OFFSET)]
  const demo = await startService('npm', args, { cwd: inTree('.'), log: `${temporaryDirectory()}/demo.log` })
  while (!existsSync(stateFile)) {
    if (!demo.running) throw new Error(demo.tail())
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  const state = JSON.parse(readFileSync(stateFile, 'utf8'))
  strictEqual(state.ready, true)
  deepStrictEqual(state.adminApi, { user: 'admin', password: 'conduktor' })
  deepStrictEqual(
    state.gateways.map(({ bootstrap, admin }: { bootstrap: string; admin: string }) => [bootstrap, admin]),
    [
      [`localhost:${6969 + OFFSET}`, `http://localhost:${8888 + OFFSET}`],
      [`localhost:${7969 + OFFSET}`, `http://localhost:${8889 + OFFSET}`],
    ],
  )
  deepStrictEqual(
    Object.entries<{ bootstrap: string; pids: number[] }>(state.clusters).map(([name, { bootstrap, pids }]) => [
      name,
      bootstrap,
      pids.length,
    ]),
    [
      ['main', [0, 1, 2].map(i => `127.0.0.1:${29_092 + OFFSET + i}`).join(','), 3],
      ['clusterA', `127.0.0.1:${29_192 + OFFSET}`, 1],
      ['clusterB', `127.0.0.1:${29_292 + OFFSET}`, 1],
    ],
  )
  const partner = await fetch(`${state.gateways[0].admin}/gateway/v2/virtual-cluster/acme-logistics`, {
    headers: { authorization: `Basic ${btoa('admin:conduktor')}` },
  })
  match(await partner.text(), new RegExp(`"bootstrapServers":"localhost:${6973 + OFFSET}"`))
  strictEqual((await fetch(`${state.console.url}/health/live`)).status, 200)
  match(state.console.email, /@/)

  const clusters = Object.values<{ pids: number[] }>(state.clusters)
  const pids = [
    ...clusters.flatMap(each => each.pids),
    ...state.gateways.map((each: { pid: number }) => each.pid),
    state.postgres.pid,
  ]
  deepStrictEqual(pids.filter(isAlive), pids)
  await demo.stop('SIGTERM')
  await until(async () => !pids.some(isAlive))
  deepStrictEqual(pids.filter(isAlive), [])
  strictEqual(existsSync(stateFile), false)
})

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { spawnTied } from '../src/index.ts'

const INDEX = JSON.stringify(new URL('../src/index.ts', import.meta.url))

/** What a parent starts; each ends in the list of pids. */
const CHILDREN = {
  sleep: `[spawnTied('sleep', ['600']).pid]`,
  servers: `await Promise.all([startKafka(), startPostgres({ own: true })]).then(
    ([kafka, postgres]) => [kafka.brokers[0].pid, postgres.pid])`,
}

async function startParent(children: keyof typeof CHILDREN) {
  const script = `import { spawnTied, startKafka, startPostgres } from ${INDEX}
    console.log(JSON.stringify(${CHILDREN[children]}))
    setInterval(() => undefined, 60_000)`
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: [...stdio] })
  const [line] = await once(createInterface(parent.stdout!), 'line')
  return { parent, pids: JSON.parse(line) as number[] }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The test's own time limit ends it where they stay. */
async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await delay(10)
}

test('brokers and PostgreSQL are gone after their parent was killed', { timeout: 60_000 }, async () => {
  const { parent, pids } = await startParent('servers')
  assert.deepEqual(pids.map(isAlive), [true, true])
  parent.kill('SIGKILL')
  await untilGone(pids)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`a command is gone after its parent got ${signal}`, { timeout: 30_000 }, async () => {
    const { parent, pids } = await startParent('sleep')
    parent.kill(signal)
    await untilGone(pids)
  })

test('a command that was stopped and cannot react is gone after its parent was killed', {
  timeout: 30_000,
}, async () => {
  const { parent, pids } = await startParent('sleep')
  process.kill(pids[0]!, 'SIGSTOP')
  parent.kill('SIGKILL')
  await untilGone(pids)
})

test('its pid, exit code, input and output are those of the command itself', async () => {
  const child = spawnTied('sh', ['-c', 'echo $$; cat; exit 7'])
  child.stdin!.end('input')
  let output = ''
  child.stdout!.setEncoding('utf8').on('data', text => {
    output += text
  })
  assert.deepEqual(await once(child, 'close'), [7, null])
  assert.equal(output, `${child.pid}\ninput`)
})

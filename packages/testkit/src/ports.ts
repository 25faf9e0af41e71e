import { createServer, type Server } from 'node:net'

/** Below the ports that systems hand out by themselves, so that none is taken between being found and being used. */
const FIRST = 18_000
const LAST = 28_000
const BLOCK = 100

const guards: Server[] = []
let next = 0
let end = 0

/** That many free ports of loopback in a row; answers the first. No other process of the test kit gets them. */
export function freePorts(count: number): Promise<number> {
  const found = queue.then(() => find(count))
  queue = found.catch(() => undefined)
  return found
}

export const freePort = (): Promise<number> => freePorts(1)

let queue: Promise<unknown> = Promise.resolve()

async function find(count: number): Promise<number> {
  if (count >= BLOCK) throw new Error(`freePorts gives at most ${BLOCK - 1} ports at once.`)
  for (;;) {
    if (next + count > end) await claimBlock()
    const taken = await firstTaken(next, next + count)
    const first = next
    next = taken === undefined ? first + count : taken + 1
    if (taken === undefined) return first
  }
}

/** A block belongs to this process for as long as it listens on the block's first port: nobody else gives the rest. */
async function claimBlock(): Promise<void> {
  const blocks = (LAST - FIRST) / BLOCK
  for (let i = 0; i < blocks; i++) {
    const first = FIRST + ((process.pid + i) % blocks) * BLOCK
    const guard = await listen(first)
    if (!guard) continue
    guards.push(guard.unref())
    next = first + 1
    end = first + BLOCK
    return
  }
  throw new Error(`Every block of ports between ${FIRST} and ${LAST} is taken.`)
}

async function firstTaken(from: number, to: number): Promise<number | undefined> {
  for (let port = from; port < to; port++) {
    const server = await listen(port)
    if (!server) return port
    await new Promise(resolve => server.close(resolve))
  }
  return undefined
}

function listen(port: number): Promise<Server | undefined> {
  const server = createServer()
  return new Promise(resolve => {
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

import { createServer } from 'node:net'

/** Below the ports that systems hand out by themselves, so that none is taken between being found and being used. */
const FIRST = 20_000
const LAST = 31_000

/** Each process searches from a place of its own, so that test files running side by side do not meet. */
let next = FIRST + ((process.pid * 97) % (LAST - FIRST))

const isFree = (port: number) =>
  new Promise<boolean>(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** A block of that many consecutive free ports of loopback; answers the first. */
export async function freePorts(count: number): Promise<number> {
  for (let tried = 0; tried < LAST - FIRST; tried += count) {
    if (next + count > LAST) next = FIRST
    const first = next
    next += count
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)))
    if (free.every(Boolean)) return first
  }
  throw new Error(`no ${count} free ports between ${FIRST} and ${LAST}`)
}

export const freePort = (): Promise<number> => freePorts(1)

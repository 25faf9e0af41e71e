import { parentPort, workerData } from 'node:worker_threads'
import { Connections } from '../src/admission.ts'

/** An event loop that does nothing but let connections in and go, and tells how many were let in. */
const { limits, counts, loop, held, signIn } = workerData
const connections = new Connections(limits, counts, loop)
const come = () => (signIn ? connections.signIn('p') : connections.enter('a')) === undefined
const go = () => (signIn ? connections.signOut('p') : connections.leave('a'))

let admitted = 0
for (let round = 0; round < 20_000; round++) {
  let mine = 0
  for (let i = 0; i < 3; i++) {
    if (!come()) continue
    mine += 1
    const now = Atomics.add(held, 0, 1) + 1
    if (now > Atomics.load(held, 1)) Atomics.store(held, 1, now)
  }
  admitted += mine
  for (; mine > 0; mine--) {
    Atomics.sub(held, 0, 1)
    go()
  }
}
parentPort?.postMessage(admitted)

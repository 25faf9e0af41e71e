import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { type LoopData, toWorker } from '../src/loop/rpc.ts'

/** An event loop that says which generations it was told of, and of which the second one crashes at 13 and hangs at 99. */
const { loop } = workerData as LoopData
const generations: number[] = []

toWorker(parentPort as MessagePort, {
  async apply({ generation }) {
    if (loop === 1 && generation === 13)
      setImmediate(() => {
        throw new Error(`generation ${generation}`)
      })
    while (loop === 1 && generation === 99);
    generations.push(generation)
  },
  retry: async () => {},
  report: () => ({
    clusters: [],
    errors: [{ kind: 'Loop', name: String(loop), message: `generations ${generations.join(', ')}` }],
    clients: [],
    refusals: [],
    used: { tokens: [], aliases: [] },
  }),
  unready: () => [],
  metrics: async () => [],
  takeTally: () => ({ flows: new Map(), errors: new Map(), refusals: new Map([['crashing', 1]]) }),
  stop: () => process.exit(),
})

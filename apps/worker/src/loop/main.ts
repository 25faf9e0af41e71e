import { randomInt } from 'node:crypto'
import { hostname } from 'node:os'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { claimOf, verifyToken } from '@tidegate/api/token'
import { Connections } from '@tidegate/proxy'
import pino from 'pino'
import { Loop } from './loop.ts'
import { type LoopData, toWorker } from './rpc.ts'
import { upstreamSettings } from './upstream-settings.ts'

const { secretKey, logLevel, worker: name, counts, ...data } = workerData as LoopData

const worker = toWorker(parentPort as MessagePort, {
  apply: update => loop.apply(update),
  retry: () => loop.retry(),
  report: () => loop.report(),
  unready: () => loop.unready(),
  metrics: () => loop.registry.getMetricsAsJSON(),
  takeTally: () => loop.takeTally(),
  async stop(drainMs) {
    await loop.stop(drainMs)
    // Ends this thread alone, which is what the worker waits for.
    process.exit()
  },
})

const loop = new Loop({
  ...data,
  log: pino({ level: logLevel, base: { worker: name, host: hostname(), loop: data.loop }, errorKey: 'error' }),
  admission: new Connections(data.limits, counts, data.loop),
  acls: { create: worker.createAcls, remove: worker.removeAcls },
  now: Date.now,
  random: () => randomInt(2 ** 32) / 2 ** 32,
  settingsOf: upstreamSettings,
  verifyToken: token => verifyToken(token, secretKey),
  claimOf,
  allotSlots: (physicalCluster, brokerIds) => worker.allotSlots(physicalCluster, brokerIds),
  claim: port => worker.claim(port),
})

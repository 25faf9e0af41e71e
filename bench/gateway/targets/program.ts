import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Service, startService } from '@tidegate/testkit'
import { onProxyCore } from '../../lab/cores.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Way } from '../../lab/way.ts'
import type { Running } from '../target.ts'

const START_MS = 60_000
const POLL_MS = 25

type Program = {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly way: Way
}

/** Starts a proxy on its core; resolves when it takes connections. */
export async function startProgram(lab: Lab, { command, args, env, way }: Program): Promise<Running> {
  const log = join(lab.directory, `${randomBytes(4).toString('hex')}.log`)
  const service = await startService(...onProxyCore(command, args), { log, ...(env && { env }) })
  await accepts(service, way.bootstrap)
  return { way, pid: service.pid, stop: () => stopAll(service) }
}

/** A start script may wait for the proxy instead of becoming it; they share a process group. */
async function stopAll(service: Service): Promise<void> {
  if (service.running) process.kill(-service.pid, 'SIGTERM')
  await service.stop()
}

async function accepts(service: Service, address: string): Promise<void> {
  const deadline = AbortSignal.timeout(START_MS)
  while (!(await isOpen(address))) {
    if (!service.running || deadline.aborted) throw new Error(`nothing listens at ${address}:\n${service.tail()}`)
    await delay(POLL_MS)
  }
}

async function isOpen(address: string): Promise<boolean> {
  const [host, port] = address.split(':')
  const socket = connect({ host: host!, port: Number(port) })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

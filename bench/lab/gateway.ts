import { built, type Platform, type Worker } from '@tidegate/e2e/platform'
import { moveToProxyCore } from './cores.ts'
import type { Lab } from './lab.ts'
import type { Way } from './way.ts'

/** The physical cluster that `startGateway` tells a worker of. */
export const CLUSTER = 'main'
export const USER = 'loader'

const DAY_SECONDS = 86_400
const MANY = '12000'
/** With much to read, on a machine with much to do. */
export const READY_MS = 180_000

type Settings = {
  readonly loops?: number
  readonly portStart?: number
  readonly env?: Readonly<Record<string, string>>
}

/** A worker of the platform in front of the lab's cluster, on the core of proxies. */
export async function startGateway(platform: Platform, { kafka }: Lab, settings: Settings = {}): Promise<Worker> {
  const { loops = 1, portStart, env } = settings
  const worker = await platform.startWorker({
    program: built,
    readyMs: READY_MS,
    ...(portStart !== undefined && { portStart }),
    env: {
      GATEWAY_BACKEND_KAFKA_SELECTOR: undefined,
      KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrap,
      KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT',
      GATEWAY_LOOPS: String(loops),
      GATEWAY_MAX_CONNECTIONS: MANY,
      GATEWAY_MAX_CONNECTIONS_PER_ADDRESS: MANY,
      GATEWAY_MAX_CONNECTIONS_PER_PRINCIPAL: MANY,
      LOG_LEVEL: 'warn',
      ...env,
    },
  })
  moveToProxyCore(worker.process.pid)
  return worker
}

/** A partner with these aliases (virtual → physical), and how an account of it that is no super user comes to them. */
export async function partner(
  platform: Platform,
  name: string,
  aliases: Readonly<Record<string, string>>,
): Promise<Way> {
  const { bootstrap } = await platform.partner(name, CLUSTER, aliases, [USER])
  for (const operation of ['READ', 'WRITE', 'DESCRIBE']) await platform.allow(name, USER, operation, 'TOPIC', '*')
  await platform.allow(name, USER, 'READ', 'GROUP', '*')
  const { token } = await platform.token(name, USER, DAY_SECONDS)
  return { bootstrap: bootstrap.split(',')[0]!, user: { name: USER, password: token }, topic: alias => alias }
}

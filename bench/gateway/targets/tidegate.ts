import { Platform } from '@tidegate/e2e/platform'
import { moveToProxyCore } from '../cores.ts'
import type { Lab } from '../lab.ts'
import type { Running, Target } from '../target.ts'
import { physicalName, topics } from '../topics.ts'

const V_CLUSTER = 'partner'
const USER = 'loader'
const DAY_SECONDS = 86_400
const MANY = '12000'

/** Everything is mapped and asked for: a partner's aliases, a token, an account that is no super user, ACLs. */
const tidegate = (loops: number): Target => ({
  name: loops === 1 ? 'tidegate' : `tidegate-${loops}`,
  title: loops === 1 ? 'Tidegate' : `Tidegate, ${loops} loops`,
  relays: false,
  start: lab => start(lab, loops),
})

export const oneLoop = tidegate(1)
export const twoLoops = tidegate(2)

async function start({ kafka }: Lab, loops: number): Promise<Running> {
  const platform = await Platform.start({})
  const env = {
    GATEWAY_BACKEND_KAFKA_SELECTOR: undefined,
    KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrap,
    KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT',
    GATEWAY_LOOPS: String(loops),
    GATEWAY_MAX_CONNECTIONS: MANY,
    GATEWAY_MAX_CONNECTIONS_PER_ADDRESS: MANY,
    GATEWAY_MAX_CONNECTIONS_PER_PRINCIPAL: MANY,
    LOG_LEVEL: 'warn',
  }
  const { process: worker } = await platform.startWorker({ env })
  moveToProxyCore(worker.pid)
  const aliases = Object.fromEntries(Object.keys(topics).map(topic => [topic, physicalName(topic)]))
  const { bootstrap } = await platform.partner(V_CLUSTER, 'main', aliases, [USER])
  for (const operation of ['READ', 'WRITE', 'DESCRIBE']) await platform.allow(V_CLUSTER, USER, operation, 'TOPIC', '*')
  await platform.allow(V_CLUSTER, USER, 'READ', 'GROUP', '*')
  const { token } = await platform.token(V_CLUSTER, USER, DAY_SECONDS)
  const way = { bootstrap, user: { name: USER, password: token }, topic: (name: string) => name }
  return { way, pid: worker.pid, stop: () => platform.stop() }
}

import { Platform, until } from '@tidegate/e2e/platform'
import { openConsoleStore } from '@tidegate/store/sign-in'
import { moveToProxyCore } from '../cores.ts'
import { countTopics } from '../crowd.ts'
import type { Lab } from '../lab.ts'
import type { Running, Target, Way } from '../target.ts'
import { physicalName, topics } from '../topics.ts'

const CROWDED = 'crowded'
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
  const way = await partner(platform, 'partner', aliases)
  return { way, pid: worker.pid, showTopics: names => showTopics(platform, names), stop: () => platform.stop() }
}

async function partner(platform: Platform, name: string, aliases: Readonly<Record<string, string>>): Promise<Way> {
  const { bootstrap } = await platform.partner(name, 'main', aliases, [USER])
  for (const operation of ['READ', 'WRITE', 'DESCRIBE']) await platform.allow(name, USER, operation, 'TOPIC', '*')
  await platform.allow(name, USER, 'READ', 'GROUP', '*')
  const { token } = await platform.token(name, USER, DAY_SECONDS)
  return { bootstrap, user: { name: USER, password: token }, topic: alias => alias }
}

/** In a virtual cluster of their own, and in one change: one by one they would take minutes. */
async function showTopics(platform: Platform, names: readonly string[]): Promise<Way> {
  // Only with an alias does it have an address.
  const [first = '', ...others] = names
  const way = await partner(platform, CROWDED, { [first]: physicalName(first) })
  const secretKey = Buffer.from(platform.secretKey, 'base64')
  const { store } = await openConsoleStore({ databaseUrl: platform.databaseUrl, secretKey })
  await store.apply(
    others.map(name => ({
      op: 'put',
      manifest: {
        kind: 'AliasTopic',
        apiVersion: 'gateway/v2',
        metadata: { name, vCluster: CROWDED },
        spec: { physicalName: physicalName(name), physicalCluster: 'main' },
      },
    })),
    { actor: { user: 'bench', surface: 'rest' } },
  )
  await store.close()
  await until(async () => (await countTopics(way)) === names.length)
  return way
}

import { Platform, until } from '@tidegate/e2e/platform'
import { openConsoleStore } from '@tidegate/store/sign-in'
import { countTopics } from '../../lab/crowd.ts'
import { CLUSTER, partner, startGateway } from '../../lab/gateway.ts'
import type { Lab } from '../../lab/lab.ts'
import { physicalName, topics } from '../../lab/topics.ts'
import type { Way } from '../../lab/way.ts'
import type { Running, Target } from '../target.ts'

const CROWDED = 'crowded'

/** Everything is mapped and asked for: a partner's aliases, a token, an account that is no super user, ACLs. */
const tidegate = (loops: number): Target => ({
  name: loops === 1 ? 'tidegate' : `tidegate-${loops}`,
  title: loops === 1 ? 'Tidegate' : `Tidegate, ${loops} loops`,
  relays: false,
  compiles: true,
  start: lab => start(lab, loops),
})

export const oneLoop = tidegate(1)
export const twoLoops = tidegate(2)

async function start(lab: Lab, loops: number): Promise<Running> {
  const platform = await Platform.start({})
  const { process: worker } = await startGateway(platform, lab, { loops })
  const aliases = Object.fromEntries(Object.keys(topics).map(topic => [topic, physicalName(topic)]))
  const way = await partner(platform, 'partner', aliases)
  return {
    way,
    pid: worker.pid,
    showTopics: (names, physical) => showTopics(platform, names, physical),
    stop: () => platform.stop(),
  }
}

/** In a virtual cluster of their own, and in one change: one by one they would take minutes. */
async function showTopics(
  platform: Platform,
  names: readonly string[],
  physical: (name: string) => string,
): Promise<Way> {
  // Only with an alias does it have an address.
  const [first = '', ...others] = names
  const way = await partner(platform, CROWDED, { [first]: physical(first) })
  const secretKey = Buffer.from(platform.secretKey, 'base64')
  const { store } = await openConsoleStore({ databaseUrl: platform.databaseUrl, secretKey })
  await store.apply(
    others.map(name => ({
      op: 'put',
      manifest: {
        kind: 'AliasTopic',
        apiVersion: 'gateway/v2',
        metadata: { name, vCluster: CROWDED },
        spec: { physicalName: physical(name), physicalCluster: CLUSTER },
      },
    })),
    { actor: { user: 'bench', surface: 'rest' } },
  )
  await store.close()
  await until(async () => (await countTopics(way)) === names.length)
  return way
}

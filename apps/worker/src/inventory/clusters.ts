import type { Clusters } from '@tidegate/api'
import { GatewayError } from '@tidegate/errors'
import { topicExists } from '@tidegate/kafka'
import { connectionOf } from '@tidegate/resources'
import type { Gateway } from '../gateway.ts'
import { ofKind, viewsOf } from '../loop/desired.ts'
import { tryCluster, withStoredSecrets } from './trial.ts'

type Options = {
  readonly worker: string
  readonly gateway: Pick<Gateway, 'snapshot'>
  /** Resolves once the gateway runs what is stored now. */
  caughtUp(): Promise<void>
}

/** What this gateway can tell of the physical clusters, beside serving clients there. */
export function createClusters({ worker, gateway, caughtUp }: Options): Clusters {
  const known = (name: string) => {
    const all = gateway.snapshot ? ofKind(gateway.snapshot, 'PhysicalCluster') : []
    return all.find(({ metadata }) => metadata.name === name)?.spec
  }
  const specOf = async (name: string) => {
    // What was put a moment ago may have to arrive here yet.
    if (!known(name)) await caughtUp()
    const spec = known(name)
    if (!spec) throw new GatewayError('NOT_FOUND', `PhysicalCluster ${name} does not exist: check its name`)
    return spec
  }
  const views = () =>
    (gateway.snapshot ? [...viewsOf(gateway.snapshot, new Map()).values()] : []).map(({ view }) => view)
  return {
    topicExists: async (name, topic) =>
      topicExists(connectionOf((await specOf(name)).properties), topic, { timeoutMs: 5_000 }),
    async test(candidate) {
      const { name } = candidate
      await caughtUp()
      const properties =
        'properties' in candidate
          ? withStoredSecrets(candidate.properties, known(name)?.properties ?? {})
          : (await specOf(name)).properties
      return tryCluster({ name, properties }, { gateway: worker, views: views() })
    },
  }
}

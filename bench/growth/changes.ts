import type { Platform } from '@tidegate/e2e/platform'
import { Connection } from '../lab/connection.ts'
import { CLUSTER, USER } from '../lab/gateway.ts'
import { measured } from '../lab/measure.ts'
import { idOf } from '../lab/request.ts'
import { atRest } from '../lab/rest.ts'
import { physicalName } from '../lab/topics.ts'
import type { Way } from '../lab/way.ts'
import type { Found } from './metrics.ts'
import { SUBJECT } from './resources.ts'

const CHANGES = 20
/** Of these a point's figures are the median of half as many. */
const OTHERS = 10
const ALIAS = 'moving'
const A_DAY_SECONDS = 86_400

type Kind = 'alias' | 'token' | 'acl'
type Subject = {
  readonly platform: Platform
  readonly pid: number
  readonly way: Way
  /** Of the names of what is added: what is there already would be no change. */
  readonly prefix: string
}

/** One change at a time, by REST. It is in force when the worker answers; what the worker does after that counts as CPU. */
export async function measureChanges({ platform, pid, way, prefix }: Subject): Promise<Found[]> {
  using client = await Connection.open(way)
  const made: Found[] = []
  const measure = async (kind: Kind, count: number, change: (i: number) => Promise<void>) => {
    // The first one compiles code.
    for (let round = 0; round <= count; round++) {
      const { result, cpuSeconds = Number.NaN } = await measured({ pid }, async () => {
        const started = performance.now()
        await change(round)
        const inForceMs = performance.now() - started
        await atRest(pid)
        return inForceMs
      })
      const figures = { [`${kind}Cpu`]: cpuSeconds * 1000, [`${kind}Time`]: result }
      if (round > 0) made.push(...Object.entries(figures).map(([metric, value]) => ({ metric, round, value }) as Found))
    }
  }
  await measure('alias', CHANGES, i => moveAlias(platform, client, i))
  await platform.done('DELETE', '/gateway/v2/alias-topic', { name: ALIAS, vCluster: SUBJECT })
  await measure('token', OTHERS, () => issueToken(platform, way))
  await measure('acl', OTHERS, async i => {
    await platform.allow(SUBJECT, `${prefix}-${i}`, 'READ', 'TOPIC', ALIAS)
  })
  return made
}

/** From one topic to another, as a client sees by its id. */
async function moveAlias(platform: Platform, client: Connection, i: number): Promise<void> {
  const before = await idOf(client, ALIAS)
  await platform.done('PUT', '/gateway/v2/alias-topic', {
    kind: 'AliasTopic',
    apiVersion: 'gateway/v2',
    metadata: { name: ALIAS, vCluster: SUBJECT },
    spec: { physicalName: physicalName(i % 2 === 0 ? 'load' : 'read-lz4'), physicalCluster: CLUSTER },
  })
  const after = await idOf(client, ALIAS)
  if (after === undefined || after === before)
    throw new Error('a change of an alias is not in force when it is answered')
}

async function issueToken(platform: Platform, way: Way): Promise<void> {
  const { token } = await platform.token(SUBJECT, USER, A_DAY_SECONDS)
  using _ = await Connection.open({ ...way, user: { name: USER, password: token } })
}

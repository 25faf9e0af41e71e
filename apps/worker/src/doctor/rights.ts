import { errorCodes } from '@tidegate/protocol'
import type { UpstreamSettings } from '@tidegate/proxy'
import type { View } from '@tidegate/vcluster'
import type { PhysicalCluster } from './facts.ts'
import { type Grant, grantLine, type Operation, operations } from './kafka-acls.ts'
import { Fault, isCount, look, type Result, skipped } from './result.ts'
import { groupRights, producerRefusal, type Rights, topicRights, transactionRights } from './rights-requests.ts'
import type { Visit } from './visit.ts'

type Options = {
  readonly cluster: PhysicalCluster
  readonly settings: UpstreamSettings
  readonly views: readonly View[]
  readonly visits: readonly Visit[]
}

/** What the gateway does to things of one type; without `must` nothing works, without `may` something does not. */
type Kind = {
  readonly check: string
  readonly resource: Grant['resource']
  readonly prefixed: boolean
  readonly must: readonly Operation[]
  readonly may: readonly Operation[]
  readonly names: readonly string[]
  ask(names: readonly string[]): Promise<readonly Rights[]>
}

/** Stands for any group and transactional id of a virtual cluster's clients; nothing is ever created under this name. */
const ANY_NAME = 'doctor'

/** What the gateway's principal may do, as the brokers themselves tell it. No request changes anything there. */
export async function checkRights({ cluster, settings, views, visits }: Options): Promise<Result[]> {
  const { name } = cluster
  const [first] = visits
  const own = views.filter(view => view.physicalCluster === name)
  if (!first || own.length === 0)
    return [skipped('Rights', name, 'no virtual cluster has an alias topic on this cluster yet')]
  const anyOf = (prefixes: readonly string[]) => prefixes.map(prefix => prefix + ANY_NAME)
  const kinds: Kind[] = [
    {
      check: 'Topic',
      resource: 'topic',
      prefixed: false,
      must: ['READ', 'WRITE', 'DESCRIBE'],
      may: ['DESCRIBE_CONFIGS'],
      names: [...new Set(own.flatMap(({ aliases }) => [...aliases.values()]))].sort(),
      ask: names => topicRights(first, names),
    },
    {
      check: 'Groups',
      resource: 'group',
      prefixed: true,
      must: ['READ', 'DESCRIBE'],
      may: ['DELETE'],
      names: own.map(view => view.groups.toPhysical('')),
      ask: names => groupRights(visits, anyOf(names)),
    },
    {
      check: 'Transactional ids',
      resource: 'transactional-id',
      prefixed: true,
      must: [],
      may: ['WRITE', 'DESCRIBE'],
      names: own.map(view => view.transactions.toPhysical('')),
      ask: names => Promise.all(anyOf(names).map(id => transactionRights(first, id))),
    },
  ]
  const results = await Promise.all([
    ...kinds.map(kind => checkKind(name, settings, kind)),
    look({ check: 'Idempotent producers', about: name }, () => idempotence(first, settings)).then(result => [result]),
  ])
  return results.flat()
}

/** One line for all that is well, and one for each thing that is not. */
async function checkKind(cluster: string, settings: UpstreamSettings, kind: Kind): Promise<Result[]> {
  const { check, names } = kind
  let rights: readonly Rights[] | undefined
  const asked = await look({ check, about: cluster }, async () => {
    rights = await kind.ask(names)
    return ''
  })
  if (!rights) return [asked]
  const answers = rights
  const results = await Promise.all(
    names.map((name, i) =>
      look({ check, about: `${cluster} ${name}` }, () => judge(name, answers[i]!, kind, settings)),
    ),
  )
  const good = results.filter(({ status }) => status === 'ok')
  const bad = results.filter(({ status }) => status !== 'ok')
  if (good.length < 2) return results
  return [{ ...good[0]!, about: cluster, message: `${good[0]!.message} on ${isCount(good.length, 'name')}` }, ...bad]
}

function judge(name: string, { bits, known, missing: gone }: Rights, kind: Kind, settings: UpstreamSettings): string {
  if (gone)
    throw new Fault('it does not exist', `Create ${kind.resource} ${name} on the cluster, or remove the alias topic.`)
  const bitOf = (operation: Operation) => 1 << operations[operation].code
  const wanted = [...kind.must, ...kind.may].filter(operation => known & bitOf(operation))
  if (wanted.length === 0)
    throw new Fault('the broker does not say which rights there are', 'Ask the cluster’s administrator.', 'warning')
  const missing = wanted.filter(operation => (bits & bitOf(operation)) === 0)
  if (missing.length === 0) return wanted.join(', ')
  const { resource, prefixed, must } = kind
  throw new Fault(
    `${missing.length === 1 ? 'the right' : 'the rights'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
    grantLine(settings, { resource, name, prefixed, operations: missing }),
    missing.some(operation => must.includes(operation)) ? 'failed' : 'warning',
  )
}

async function idempotence(visit: Visit, settings: UpstreamSettings): Promise<string> {
  const refusal = await producerRefusal(visit)
  if (refusal !== errorCodes.CLUSTER_AUTHORIZATION_FAILED) return 'may write'
  throw new Fault(
    'the right IDEMPOTENT_WRITE on the cluster (or, since Kafka 3.0, WRITE on any topic) is missing: producers with Kafka’s defaults fail',
    grantLine(settings, { resource: 'cluster', operations: ['IDEMPOTENT_WRITE'] }),
  )
}

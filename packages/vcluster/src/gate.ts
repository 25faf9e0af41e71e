import { GatewayError } from '@tidegate/errors'
import { type Api, apiNamed, apis, type Body } from '@tidegate/protocol'
import type {
  Call,
  Caller,
  Client,
  Cluster,
  Credentials,
  Exchange,
  Gate,
  TopicTable,
  VersionRange,
} from '@tidegate/proxy'
import { serveApart } from './apart.ts'
import { served } from './apis.ts'
import type { AclStore, Context, Nodes, VirtualIdentity } from './context.ts'
import { aclHost } from './host.ts'
import { passageOf } from './passages/passage.ts'
import { Reach } from './passages/reach.ts'
import { speechOf, type Voice } from './renames.ts'
import { TopicIds } from './topic-ids.ts'
import type { View } from './view.ts'
import { Writers } from './writers.ts'

export type GateOptions = {
  readonly cluster: Cluster
  /** The broker that the listener's address stands for. */
  readonly brokerId: number
  readonly nodes: Nodes
  readonly acls: AclStore
  /** The view of a virtual cluster as it is now; undefined where it does not exist or has no physical cluster yet. */
  viewOf(virtualCluster: string): View | undefined
  verify(credentials: Credentials, client: Client): Promise<VirtualIdentity>
  /** A client spoke of a topic by a name that retires. */
  usedOldName(alias: string, caller: Caller<VirtualIdentity>): void
  /** As of a gate. */
  validUntil(identity: VirtualIdentity): number
}

const metadata = apiNamed('Metadata')

/** Features that change what a client sends (KIP-584); the others tell only about the physical cluster. */
const SHOWN_FEATURES = ['transaction.version', 'group.version']

/** Shared by the listeners of one cluster; a cluster that is connected anew has a table, and so ids, of its own. */
const idsOver = new WeakMap<TopicTable, WeakMap<View, TopicIds>>()

const writersOver = new WeakMap<TopicTable, Writers>()

const voices = new WeakMap<Client, Voice>()

function ofEach<K extends object, V>(all: WeakMap<K, V>, key: K, make: () => V): V {
  const found = all.get(key)
  if (found !== undefined) return found
  const made = make()
  all.set(key, made)
  return made
}

const idsOf = (view: View, { topics }: Cluster): TopicIds =>
  ofEach(
    ofEach(idsOver, topics, () => new WeakMap()),
    view,
    () => new TopicIds(view, topics),
  )

/** One virtual node: the address of one broker of one physical cluster, shared by the virtual clusters that live on it. */
export function virtualGate(options: GateOptions): Gate<VirtualIdentity> {
  const { cluster } = options
  let upstream = cluster.topology?.versions
  let offered = offeredOver(upstream)
  return {
    offered() {
      if (upstream === cluster.topology?.versions) return offered
      upstream = cluster.topology?.versions
      offered = offeredOver(upstream)
      return offered
    },
    features: () => featuresOf(cluster),
    async authenticate(credentials: Credentials, client: Client) {
      const identity = await options.verify(credentials, client)
      if (viewHere(options, identity)) return identity
      throw new GatewayError(
        'UNAUTHENTICATED',
        `virtual cluster ${identity.virtualCluster} is not served at this address`,
      )
    },
    validUntil: identity => (viewHere(options, identity) ? options.validUntil(identity) : Number.NEGATIVE_INFINITY),
    async serve(exchange, caller, call) {
      const view = viewHere(options, caller.identity)
      const api = served.get(exchange.api.key)
      if (!view || !api) throw new GatewayError('API_NOT_OFFERED', `${exchange.api.name} is not offered here`)
      return serveApart(api, contextOf(options, view, { exchange, caller, call }))
    },
    passer(caller) {
      let reach: Reach | undefined
      return (apiKey, version, request) => {
        const pass = served.get(apiKey)?.pass
        const range = pass && this.offered().get(apiKey)
        if (!range || version < range[0] || version > range[1]) return undefined
        const view = viewHere(options, caller.identity)
        // What has two names is told apart by name.
        if (!view || view.retiring.size > 0) return undefined
        if (!reach?.isOf(view, cluster.topics)) reach = new Reach(view, cluster.topics, idsOf(view, cluster), caller)
        return passageOf(pass, apis.get(apiKey) as Api, version, request, reach)
      }
    },
    dial: () => cluster.dial(options.brokerId),
  }
}

function viewHere({ cluster, viewOf }: GateOptions, { virtualCluster }: VirtualIdentity): View | undefined {
  const view = viewOf(virtualCluster)
  return view?.physicalCluster === cluster.name ? view : undefined
}

type Asked = { readonly exchange: Exchange; readonly caller: Caller<VirtualIdentity>; readonly call: Call }

function contextOf(options: GateOptions, view: View, { exchange, caller, call }: Asked): Context {
  const { cluster, nodes, acls } = options
  const { api, version, body } = exchange
  const { topics, named } = speechOf(
    view,
    () => ofEach(voices, caller.client, () => new Map()),
    alias => options.usedOldName(alias, caller),
  )
  const subject = { principal: `User:${caller.identity.user}`, host: aclHost(caller.client.host) }
  return {
    api,
    version,
    request: body,
    user: caller.identity.user,
    subject: `${subject.principal} ${subject.host}`,
    view,
    cluster,
    ids: idsOf(view, cluster),
    topics,
    named,
    nodes,
    writers: ofEach(writersOver, cluster.topics, () => new Writers()),
    acls,
    allowed: (operation, resourceType, name) =>
      view.authorizer.authorize({ ...subject, operation, resourceType, name }),
    allowedAny: (operation, resourceType) =>
      view.authorizer.authorizeByResourceType({ ...subject, operation, resourceType }),
    operations: (resourceType, name) => view.authorizer.operations({ ...subject, resourceType, name }),
    call: request => call(api, version, request) as Promise<Body>,
    metadata(request, readAs) {
      const at = cluster.metadataVersion
      return call(metadata, at, request, readAs && (response => readAs(response, at))) as Promise<Body>
    },
    end: reason => {
      throw new GatewayError('FORBIDDEN', reason)
    },
  }
}

function offeredOver(upstream: ReadonlyMap<number, VersionRange> | undefined): ReadonlyMap<number, VersionRange> {
  const ranges = new Map<number, VersionRange>()
  for (const [key, { versions, name }] of served) {
    const theirs = LOCAL.has(name) ? versions : upstream?.get(key)
    if (!theirs) continue
    const both: VersionRange = [Math.max(versions[0], theirs[0]), Math.min(versions[1], theirs[1])]
    if (both[0] <= both[1]) ranges.set(key, both)
  }
  return ranges
}

/** Answered here alone, so that the versions of the physical cluster do not matter. */
const LOCAL = new Set([
  'DescribeAcls',
  'CreateAcls',
  'DeleteAcls',
  'DescribeCluster',
  'OffsetForLeaderEpoch',
  'Metadata',
])

function featuresOf({ topology }: Cluster): ReturnType<Gate<VirtualIdentity>['features']> {
  const levels = SHOWN_FEATURES.flatMap(name => {
    const level = topology?.features.get(name)
    return level === undefined ? [] : [{ name, level }]
  })
  return {
    supportedFeatures: levels.map(({ name, level }) => ({ name, minVersion: 0, maxVersion: level })),
    finalizedFeatures: levels
      .filter(({ level }) => level > 0)
      .map(({ name, level }) => ({ name, maxVersionLevel: level, minVersionLevel: level })),
    finalizedFeaturesEpoch: topology?.featuresEpoch ?? -1n,
  }
}

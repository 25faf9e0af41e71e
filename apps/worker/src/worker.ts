import { type Clusters, type Context, parseAdminUsers, restHandler, verifyCall } from '@tidegate/api'
import type { Log } from '@tidegate/proxy'
import { coalesce } from '@tidegate/reconciler'
import { aclName, type Change, type SpecOf } from '@tidegate/resources'
import { openStore, type Store } from '@tidegate/store'
import type { AclBinding, AclStore } from '@tidegate/vcluster'
import manifest from '../package.json' with { type: 'json' }
import { Configuration } from './configuration.ts'
import { withDoctor } from './doctor/http.ts'
import type { Environment } from './env.ts'
import { Gateway } from './gateway.ts'
import { startHttp } from './http.ts'
import { PhysicalClusters } from './inventory/clusters.ts'
import { createMetrics } from './metrics.ts'
import { Reports } from './reports.ts'
import { snapshotFile } from './snapshot-file.ts'
import { Traffic } from './traffic.ts'
import { Usage } from './usage.ts'

const REPORT_MS = 2_000

/** Everything one process runs; resolves once the HTTP API answers and the configuration is in force, or waited for. */
export async function startWorker(environment: Environment, log: Log): Promise<{ stop(): Promise<void> }> {
  const userOf = parseAdminUsers(environment.adminUsers)
  const store = await openStore({ databaseUrl: environment.databaseUrl, secretKey: environment.secretKey })
  const actorOf = actorsOf(environment, userOf)
  const startedAt = new Date()
  const warn = (message: string) => (error: unknown) => log.warn({ error }, message)

  const gateway = new Gateway({
    loops: environment.loops,
    worker: environment.worker,
    logLevel: environment.logLevel,
    bindHost: environment.bindHost,
    advertisedHost: environment.advertisedHost,
    portStart: environment.portStart,
    clusterOrder: environment.clusters.map(({ name }) => name),
    limits: environment.limits,
    secretKey: environment.secretKey,
    log,
    acls: aclStore(store, generation => configuration.caughtUp(generation)),
    now: Date.now,
    allotSlots: (physicalCluster, brokerIds) => store.allotSlots(physicalCluster, brokerIds),
  })
  const usage = new Usage(store, environment.worker)
  const reports = new Reports(store, Date.now)
  const report = coalesce(async () => {
    const { state, used } = await gateway.report()
    for (const each of used) usage.add(each)
    await reports.send({ ...reportOf(environment, startedAt), ...state })
    await usage.send()
  })
  const reported = () => void report().catch(warn('the state of this gateway could not be reported'))
  const configuration = new Configuration({
    store,
    gateway,
    file: snapshotFile(environment.stateDirectory, environment.secretKey),
    clusters: environment.clusters,
    log,
    changed: reported,
  })
  const clusters = new PhysicalClusters({
    worker: environment.worker,
    gateway,
    log,
    // With the database away it answers by what it has.
    caughtUp: () =>
      store
        .generation()
        .then(generation => configuration.caughtUp(generation), warn('the gateway answers by what it has')),
  })
  const unready = async () => (configuration.note?.unready ? [configuration.note.text] : gateway.unready())
  const metrics = createMetrics({
    generation: () => gateway.generation,
    ready: async () => (await unready()).length === 0,
    restarts: () => gateway.restarts,
  })

  const traffic = new Traffic({ take: () => gateway.takeTally(), now: Date.now })

  const rest = restHandler({
    contextOf: async request => {
      const actor = await actorOf(request.headers.get('authorization') ?? undefined)
      return actor && contextOf({ store, gateway, clusters, log, environment, configuration, traffic }, actor)
    },
  })
  const http = await startHttp({
    ...environment.http,
    version: manifest.version,
    metrics: async () => `${await metrics.metrics()}${await gateway.metrics()}`,
    userOf,
    securedMetrics: environment.securedMetrics,
    unready,
    note: () => configuration.note?.text,
    rest: withDoctor({ environment, store, actorOf, unready }, rest),
  })
  await configuration.start()
  const timer = setInterval(reported, REPORT_MS)
  traffic.start(warn('the traffic of this gateway could not be counted'))
  log.info({ admin: environment.adminUrl, ...environment.http }, 'the gateway runs')
  return {
    async stop() {
      clearInterval(timer)
      traffic.stop()
      await configuration.stop()
      await report()
        .then(() => usage.send({ all: true }))
        .catch(warn('what clients did last is not kept: the database cannot be reached'))
      await gateway.stop(environment.drainMs)
      await http.stop()
      await store
        .removeWorker(environment.worker)
        .catch(warn('this gateway is still listed: the database cannot be reached'))
      await store.close()
    },
  }
}

const reportOf = ({ worker, adminUrl }: Environment, startedAt: Date) => ({
  name: worker,
  version: manifest.version,
  pid: process.pid,
  startedAt,
  adminUrl,
})

type Parts = {
  readonly store: Store
  readonly gateway: Gateway
  readonly clusters: Clusters
  readonly log: Log
  readonly environment: Environment
  readonly configuration: Configuration
  readonly traffic: Traffic
}

/** The users of the HTTP API by their passwords, and the people of the consoles by what these sign for them. */
const actorsOf =
  ({ worker: gateway, secretKey }: Environment, userOf: ReturnType<typeof parseAdminUsers>) =>
  async (authorization: string | undefined): Promise<Context['actor'] | undefined> => {
    const user = userOf(authorization)
    if (user) return { user: user.name, role: user.write ? 'operator' : 'viewer', surface: 'rest' }
    const person = await verifyCall(authorization, { gateway, secretKey, now: new Date() })
    return person && { ...person, surface: 'trpc' }
  }

function contextOf(parts: Parts, actor: Context['actor']): Context {
  const { store, gateway, clusters, log, environment, configuration, traffic } = parts
  return {
    store,
    traffic: { gateway: environment.worker, read: () => traffic.read() },
    actor,
    gateway: { bootstrapServers: (virtualCluster: string) => gateway.bootstrapServers(virtualCluster) },
    clusters,
    tokens: { key: environment.secretKey },
    now: () => new Date(),
    log: (error: unknown, correlationId: string) =>
      log.error({ error, correlationId }, 'a request to the HTTP API failed'),
    applied: (generation: number) => configuration.caughtUp(generation),
  }
}

/** Edits that come by Kafka's ACL APIs are changes like any other, and in force here before they are answered. */
function aclStore(store: Store, caughtUp: (generation: number) => Promise<void>): AclStore {
  type Edit = (name: string, spec: SpecOf<'Acl'>) => Change
  const apply = async (virtualCluster: string, user: string, changes: readonly Change[]) => {
    const { generation } = await store.apply(changes, {
      actor: { user: `${virtualCluster}/${user}`, surface: 'kafka' },
    })
    await caughtUp(generation)
  }
  const edits = (bindings: readonly AclBinding[], edit: Edit) =>
    // The gate has checked every word of the bindings against Kafka's own.
    (bindings as readonly SpecOf<'Acl'>[]).map(spec => edit(aclName(spec), spec))
  return {
    create(vCluster, bindings, user) {
      const put: Edit = (name, spec) => ({
        op: 'put',
        manifest: { kind: 'Acl', apiVersion: 'tidegate/v1', metadata: { name, vCluster }, spec },
      })
      return apply(vCluster, user, edits(bindings, put))
    },
    remove(vCluster, bindings, user) {
      return apply(
        vCluster,
        user,
        edits(bindings, name => ({ op: 'delete', kind: 'Acl', vCluster, name })),
      )
    },
  }
}

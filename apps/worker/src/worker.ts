import { randomInt } from 'node:crypto'
import { parseAdminUsers, restHandler, verifyToken } from '@tidegate/api'
import { topicExists } from '@tidegate/kafka'
import type { Log } from '@tidegate/proxy'
import { coalesce } from '@tidegate/reconciler'
import { aclName, type Change, connectionOf, type SpecOf } from '@tidegate/resources'
import { openStore, type Store } from '@tidegate/store'
import type { AclBinding, AclStore } from '@tidegate/vcluster'
import manifest from '../package.json' with { type: 'json' }
import type { Environment } from './env.ts'
import { Gateway } from './gateway.ts'
import { startHttp } from './http.ts'
import { createMetrics } from './metrics.ts'
import { upstreamSettings } from './upstream-settings.ts'

/** Changes are announced; the timer finds those whose announcement was lost. */
const LOOK_AGAIN_MS = 5_000
const REPORT_MS = 2_000

/** Everything one process runs; resolves once the HTTP API answers and the first configuration is in force. */
export async function startWorker(environment: Environment, log: Log): Promise<{ stop(): Promise<void> }> {
  const userOf = parseAdminUsers(environment.adminUsers)
  const store = await openStore({ databaseUrl: environment.databaseUrl, secretKey: environment.secretKey })
  await store.migrate()
  await store.syncManaged(environment.clusters)

  const metrics = createMetrics({ generation: () => gateway.generation, ready: () => gateway.unready().length === 0 })
  const gateway = new Gateway({
    bindHost: environment.bindHost,
    advertisedHost: environment.advertisedHost,
    portStart: environment.portStart,
    clusterOrder: environment.clusters.map(({ name }) => name),
    log,
    observer: metrics.observer,
    limits: environment.limits,
    acls: aclStore(store, generation => caughtUp(generation)),
    now: Date.now,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    settingsOf: upstreamSettings,
    verifyToken: token => verifyToken(token, environment.secretKey),
    allotSlots: (physicalCluster, brokerIds) => store.allotSlots(physicalCluster, brokerIds),
  })
  const catchUp = coalesce(async () => gateway.apply(await store.snapshot()))
  const caughtUp = async (generation: number) => {
    while (gateway.generation < generation) await catchUp()
  }
  const lookAgain = async () => {
    await gateway.retry()
    if ((await store.generation()) > gateway.generation) await catchUp()
  }
  const report = coalesce(() => store.reportWorker({ ...reportOf(environment, startedAt), ...gateway.report() }))
  const startedAt = new Date()

  await catchUp()
  const http = await startHttp({
    ...environment.http,
    version: manifest.version,
    registry: metrics.registry,
    userOf,
    securedMetrics: environment.securedMetrics,
    unready: () => gateway.unready(),
    rest: restHandler({
      contextOf: async request => {
        const user = userOf(request.headers.get('authorization') ?? undefined)
        return user && contextOf({ store, gateway, log, environment, caughtUp }, user)
      },
    }),
  })
  const warn = (message: string) => (error: unknown) => log.warn({ error }, message)
  const subscription = await store.subscribe(
    generation => void caughtUp(generation).then(report).catch(warn('the configuration could not be read')),
    warn('changes are not announced: the database cannot be reached'),
  )
  const timers = [
    setInterval(() => void lookAgain().catch(warn('the configuration could not be read')), LOOK_AGAIN_MS),
    setInterval(() => void report().catch(warn('the state of this gateway could not be reported')), REPORT_MS),
  ]
  await report()
  log.info({ admin: environment.adminUrl, ...environment.http }, 'the gateway runs')
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await subscription.close()
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
  readonly log: Log
  readonly environment: Environment
  readonly caughtUp: (generation: number) => Promise<void>
}

function contextOf({ store, gateway, log, environment, caughtUp }: Parts, user: { name: string; write: boolean }) {
  return {
    store,
    actor: { user: user.name, write: user.write, surface: 'rest' as const },
    gateway: { bootstrapServers: (virtualCluster: string) => gateway.bootstrapServers(virtualCluster) },
    clusters: {
      topicExists: (physicalCluster: string, topic: string) =>
        topicExists(connectionOf(gateway.propertiesOf(physicalCluster)), topic, { timeoutMs: 5_000 }),
    },
    tokens: { key: environment.secretKey },
    now: () => new Date(),
    log: (error: unknown, correlationId: string) =>
      log.error({ error, correlationId }, 'a request to the HTTP API failed'),
    applied: caughtUp,
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

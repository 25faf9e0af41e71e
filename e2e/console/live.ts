import { freePort, freePorts, type KafkaCluster, startKafka } from '@tidegate/testkit'
import { type Admin, Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import { runWorker, SLOTS, type Worker } from '../gateway/platform.ts'
import { test as base, envOf } from './fixture.ts'

export { expect } from './fixture.ts'

/** What the gateway signs in to the cluster with; a test itself is its admin. */
const gatewayUser = 'gateway'

type Live = {
  /** By its HTTP API, admin:conduktor is its user. */
  readonly gateway: Worker
  /** The same gateway anew, once it was killed. */
  startAgain(): Promise<Worker>
  /** Puts the cluster under that name, as the gateway's own user unless the properties say otherwise. */
  putCluster(name: string, properties?: Readonly<Record<string, string>>): Promise<unknown>
}

/** What the REST API of that gateway answers: a change is in force there by then, as it need not be where a console made it. */
export async function rest(gateway: Worker, path: string, body?: object) {
  const answer = await fetch(`${gateway.admin}${path}`, {
    headers: { authorization: `Basic ${btoa('admin:conduktor')}` },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  return answer.json()
}

type LiveKafka = KafkaCluster & {
  /** A client of the test's own, straight to the brokers. */
  readonly client: Kafka
  administer<T>(work: (admin: Admin) => Promise<T>): Promise<T>
}

const users = { admin: 'admin-secret', [gatewayUser]: 'gateway-secret' }

async function startCluster(): Promise<LiveKafka> {
  const cluster = await startKafka({ name: 'clusterA', security: 'SASL_PLAINTEXT', users })
  const sasl: KafkaConfig['sasl'] = { mechanism: 'plain', username: 'admin', password: users.admin }
  const client = new Kafka({ brokers: cluster.bootstrap.split(','), sasl, logLevel: logLevel.NOTHING })
  const administer = async <T>(work: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = client.admin()
    await admin.connect()
    return work(admin).finally(() => admin.disconnect())
  }
  return Object.assign(cluster, { client, administer })
}

/** As `fixture.ts`, with a real Kafka cluster for all tests of a file, and a real gateway on the database of each. */
export const test = base.extend<{ live: Live }, { kafka: LiveKafka }>({
  kafka: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here.
    async ({}, use) => {
      const kafka = await startCluster()
      await use(kafka)
      await kafka.stop()
    },
    { scope: 'worker' },
  ],
  live: async ({ tidegate, kafka }, use, testInfo) => {
    const putCluster: Live['putCluster'] = (name, properties = {}) =>
      tidegate.put(
        'PhysicalCluster',
        { name },
        { role: 'upstream', properties: { ...kafka.clientProperties(gatewayUser), ...properties } },
      )
    await putCluster(kafka.name)
    const env = {
      ...envOf(tidegate.databaseUrl),
      TIDEGATE_WORKER_NAME: 'gateway-1',
      TIDEGATE_STATE_DIR: testInfo.outputPath('state'),
      GATEWAY_ADMIN_API_USERS: '[{username: admin, password: conduktor, admin: true}]',
      GATEWAY_ADVERTISED_HOST: 'localhost',
      GATEWAY_BIND_HOST: '127.0.0.1',
      GATEWAY_HTTP_BIND_HOST: '127.0.0.1',
      GATEWAY_PORT_START: String(await freePorts(SLOTS)),
      GATEWAY_HTTP_PORT: String(await freePort()),
      GATEWAY_LOOPS: '1',
    }
    const started: Worker[] = []
    const startAgain = async () => {
      const log = testInfo.outputPath(`gateway-${started.length}.log`)
      const worker = await runWorker({ log, env })
      started.push(worker)
      return worker
    }
    await use({ gateway: await startAgain(), startAgain, putCluster })
    await Promise.all(started.map(worker => worker.process.stop()))
  },
})

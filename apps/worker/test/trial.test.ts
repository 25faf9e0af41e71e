import { deepStrictEqual, doesNotMatch, match, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type KafkaCluster, startKafka } from '@tidegate/testkit'
import { tryCluster, withStoredSecrets } from '../src/inventory/trial.ts'

let kafka: KafkaCluster
before(async () => {
  const users = { admin: 'admin-secret', gateway: 'gateway-secret' }
  kafka = await startKafka({ brokerIds: [1, 2], security: 'SASL_PLAINTEXT', users })
})
after(() => kafka?.stop())

const options = { gateway: 'g1', views: [] }
const jaas = (password: string) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="${password}";`

test('a cluster that answers is told with its brokers, its release, and how the gateway signs in', async () => {
  const trial = await tryCluster({ name: 'a', properties: kafka.clientProperties('gateway') }, options)
  strictEqual(trial.state, 'ok')
  strictEqual(trial.kafkaVersion, '4.3')
  strictEqual(trial.clusterId, kafka.clusterId)
  strictEqual(trial.controllerId, 1)
  strictEqual(trial.authentication, 'SASL PLAIN as gateway, without encryption')
  deepStrictEqual(
    trial.brokers.map(({ id, address }) => [id, address]),
    kafka.brokers.map(({ id, host, port }) => [id, `${host}:${port}`]),
  )
})

test('a wrong password is told in words, which hold neither that one nor another', async () => {
  const properties = { ...kafka.clientProperties('gateway'), 'sasl.jaas.config': jaas('hunter2') }
  const trial = await tryCluster({ name: 'a', properties }, options)
  strictEqual(trial.state, 'failed')
  strictEqual(trial.kafkaVersion, undefined)
  const failed = trial.checks.find(({ status }) => status === 'failed')
  match(failed?.message ?? '', /refused the gateway’s credentials/)
  match(failed?.todo ?? '', /username and password/)
  doesNotMatch(JSON.stringify(trial), /hunter2|gateway-secret/)
})

test('a secret that is left out is the stored one, and nothing else is', () => {
  const stored = { 'bootstrap.servers': 'a:1', 'client.id': 'x', 'sasl.jaas.config': jaas('stored') }
  deepStrictEqual(withStoredSecrets({ 'bootstrap.servers': 'b:1' }, stored), {
    'bootstrap.servers': 'b:1',
    'sasl.jaas.config': jaas('stored'),
  })
  strictEqual(withStoredSecrets({ 'sasl.jaas.config': jaas('new') }, stored)['sasl.jaas.config'], jaas('new'))
})

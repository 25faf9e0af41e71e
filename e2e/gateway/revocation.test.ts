import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kafkaTool, kcat, spawnKafkaTool, startKafka } from '@tidegate/testkit'
import { type Partner, Platform, until, type Worker } from './platform.ts'

let platform: Platform
let partner: Partner
let second: Worker

before(async () => {
  platform = await Platform.start({ main: startKafka({ name: 'main' }) })
  await platform.createTopics('main', ['behind'])
  await platform.startWorker()
  second = await platform.startWorker()
  partner = await platform.partner('shared', 'main', { shown: 'behind' })
  await platform.allow('shared', 'user1', 'READ', 'TOPIC', 'shown')
  await platform.allow('shared', 'user1', 'READ', 'GROUP', '*')
})

after(() => platform.stop())

/** A consumer at the second worker, of a group of its own, which has its partitions when this resolves. */
async function consuming(group: string, token: string) {
  const address = second.at(Number(partner.bootstrap.split(':')[1]) - platform.worker.portStart)
  const client = ['--bootstrap-server', address, '--command-config', platform.clientConfig('user1', token)]
  const greeting = `to ${group}`
  const physical = ['-b', platform.clusters.main?.bootstrap ?? '', '-t', 'behind']
  strictEqual((await kcat(['-P', ...physical], { stdin: `${greeting}\n` })).code, 0)
  const consumer = await spawnKafkaTool('4.3.1', 'console-consumer', [
    ...client,
    ...['--topic', 'shown', '--group', group, '--from-beginning'],
  ])
  await consumer.waitFor(lines => lines.includes(greeting))
  return consumer
}

test('revoking a token at one gateway ends its open connections at every other', async () => {
  const { token, id } = await platform.token('shared', 'user1')
  const consumer = await consuming('revoked', token)
  strictEqual((await platform.call('DELETE', `/gateway/v2/token/${id}`)).status, 204)
  await consumer.ended
  match(consumer.errorLines().join('\n'), /SaslAuthenticationException/)
})

const share = (endsOn: string) =>
  platform.done('PUT', '/tidegate/v1/partner', {
    kind: 'Partner',
    apiVersion: 'tidegate/v1',
    metadata: { name: 'shared' },
    spec: { displayName: 'Shared', endsOn },
  })

test('an end date that is over ends open connections at every gateway, and one that is moved lets clients in again', async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  await share(day(30))
  const { token } = await platform.token('shared', 'user1')
  const consumer = await consuming('ended', token)
  await share(day(-1))
  await consumer.ended
  match(consumer.errorLines().join('\n'), /SaslAuthenticationException/)
  await until(async () => {
    const { refusals } = await platform.done('GET', '/tidegate/v1/connection')
    return refusals.some(({ reason }: { reason: string }) => /the share of shared has ended/.test(reason))
  })
  await share(day(1))
  await (await consuming('let-in-again', token)).stop()
})

test('removing an account ends what its tokens opened, and making it anew does not bring them back', async () => {
  const account = {
    kind: 'GatewayServiceAccount',
    apiVersion: 'gateway/v2',
    metadata: { name: 'user1', vCluster: 'shared' },
    spec: { type: 'LOCAL' },
  }
  const { token } = await platform.token('shared', 'user1')
  const consumer = await consuming('removed', token)
  strictEqual((await platform.call('DELETE', '/gateway/v2/service-account', account.metadata)).status, 204)
  await platform.done('PUT', '/gateway/v2/service-account', account)
  await consumer.ended
  match(consumer.errorLines().join('\n'), /SaslAuthenticationException/)
})

test('a token that is replaced works beside its successor until the date', async () => {
  const old = await platform.token('shared', 'user1')
  const request = {
    vCluster: 'shared',
    username: 'user1',
    lifeTimeSeconds: 3600,
    replaces: old.id,
    overlapSeconds: 600,
  }
  const successor = await platform.done('POST', '/gateway/v2/token', request)
  const list = (token: string) =>
    kafkaTool('4.3.1', 'topics', [
      '--bootstrap-server',
      partner.bootstrap,
      '--command-config',
      platform.clientConfig('user1', token),
      '--list',
    ])
  for (const token of [old.token, successor.token]) match((await list(token)).stdout, /^shown$/m)
  const tokens = await platform.done('GET', '/gateway/v2/token?vcluster=shared&username=user1')
  const left = (id: string) =>
    Math.round((Date.parse(tokens.find((each: { id: string }) => each.id === id)?.expiresAt) - Date.now()) / 600_000)
  deepStrictEqual([left(old.id), left(successor.id)], [1, 6])
  await platform.done('POST', '/gateway/v2/token', { ...request, replaces: successor.id, overlapSeconds: 0 })
  match(
    (await list(successor.token)).stderr + (await list(successor.token)).stdout,
    /Authentication failed|SaslAuthenticationException/,
  )
  match((await list(old.token)).stdout, /^shown$/m)
})

import { freePort } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { createTopics, type Worker } from '../gateway/platform.ts'
import { expectAccessible } from './accessible.ts'
import { expect, rest, test } from './live.ts'
import { clientOf, putPartner, putSample } from './sample.ts'

test.describe.configure({ mode: 'parallel' })

test.beforeEach(({ tidegate }) => tidegate.signIn())

/** A client of acme at that gateway. */
async function clientAt(gateway: Worker, password: string) {
  const { spec } = await rest(gateway, '/gateway/v2/virtual-cluster/acme')
  return new Kafka({
    brokers: spec.bootstrapServers.split(','),
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    sasl: { mechanism: 'plain', username: 'admin', password },
  })
}

test('what clients do at a gateway is drawn, told as a table, and kept where the gateway does not answer any more', async ({
  kafka,
  live: { gateway },
  page,
  tidegate,
}) => {
  test.slow()
  await kafka.administer(admin => createTopics(admin, [{ topic: 'internal.flow' }]))
  await putPartner(tidegate, 'acme')
  await tidegate.put(
    'AliasTopic',
    { name: 'flow', vCluster: 'acme' },
    { physicalName: 'internal.flow', physicalCluster: 'clusterA' },
  )
  await tidegate.put('GatewayServiceAccount', { name: 'admin', vCluster: 'acme' }, { type: 'LOCAL' })
  await page.goto('/gateways')
  await page.getByRole('link', { name: 'gateway-1' }).click()
  await expect(page.getByText('Up to date')).toBeVisible()
  await page.getByRole('link', { name: 'Traffic' }).click()
  await expect(page.getByRole('heading', { name: /^No traffic in the last \d+ (s|min)/ })).toBeVisible()

  const { token } = await rest(gateway, '/gateway/v2/token', {
    vCluster: 'acme',
    username: 'admin',
    lifeTimeSeconds: 600,
  })
  const producer = (await clientAt(gateway, token)).producer()
  await producer.connect()
  for (let i = 0; i < 50; i++) await producer.send({ topic: 'flow', messages: [{ value: 'x'.repeat(10_000) }] })
  await expect(producer.send({ topic: 'unknown', messages: [{ value: 'x' }] })).rejects.toThrow()
  await expect((await clientAt(gateway, 'wrong')).producer().connect()).rejects.toThrow()

  await expect(page.getByRole('application', { name: 'Throughput' })).toBeVisible()
  await expect(page.getByRole('row', { name: /acme [\d.]+ kB\/s [\d.]+ k?B\/s [\d.]+\/s/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /UNKNOWN_TOPIC_OR_PARTITION \d+/ })).toBeVisible()
  await expect(page.getByRole('row', { name: 'Credentials 1' })).toBeVisible()
  await page.getByRole('application', { name: 'Throughput' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(/^From clients [\d.]+ k?B\/s$/)).toBeVisible()

  await expectAccessible(page, 'charts')

  await page.getByRole('button', { name: 'Show as table' }).click()
  await page.reload()
  await expect(
    page.getByRole('table', { name: 'Traffic by minute' }).getByRole('row', { name: /kB\/s/ }).first(),
  ).toBeVisible()
  await page.getByRole('link', { name: /^Connections \d/ }).click()
  await expect(page.getByRole('row', { name: /acme \d/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Credentials The token is refused/ })).toBeVisible()
  await page.getByRole('link', { name: 'Traffic' }).click()
  await expect(page.getByRole('row', { name: /acme/ })).toBeVisible()

  process.kill(gateway.process.pid, 'SIGSTOP')
  const unknown = page.getByRole('status').filter({ hasText: 'Unknown: the gateway does not answer' })
  await expect(unknown).toContainText('What follows is what it told last', { timeout: 30_000 })
  await expect(page.getByRole('row', { name: /acme/ })).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByText(/^Silent, last seen/)).toBeVisible()

  process.kill(gateway.process.pid, 'SIGCONT')
  await expect(page.getByText('Up to date')).toBeVisible()
  await page.getByRole('link', { name: 'Traffic' }).click()
  await expect(page.getByRole('row', { name: /acme/ })).toBeVisible()
  await expect(unknown).toBeHidden()
  await producer.disconnect()
})

test('a gateway is told by its clients and by whom it refused, whatever its name', async ({ page, tidegate }) => {
  await putSample(tidegate)
  const name = 'gw.example:6969'
  const now = new Date().toISOString()
  await tidegate.report({
    name,
    clients: [clientOf(name), { ...clientOf(name), user: 'writer', software: 'librdkafka 2.16.0', connections: 3 }],
    refusals: [{ at: now, refusal: 'timeout', reason: 'it said nothing for 30 s', host: '10.0.0.9' }],
    clusters: [{ name: 'clusterA', reachable: false, error: 'The connection was refused', brokers: [] }],
  })
  await page.goto('/gateways')
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('row', { name: 'clusterA The connection was refused 0 of 0' })).toBeVisible()
  await page.getByRole('link', { name: 'Connections 7' }).click()
  await expect(page.getByRole('row', { name: 'acme 7' })).toBeVisible()
  await expect(page.getByRole('row', { name: 'apache-kafka-java 4.3.1 4' })).toBeVisible()
  await expect(page.getByRole('row', { name: 'librdkafka 2.16.0 3' })).toBeVisible()
  await expect(
    page.getByRole('row', { name: /Too slow it said nothing for 30 s Nobody 10\.0\.0\.9 Not told/ }),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'Connections 7' })).toHaveAttribute('aria-current', 'page')
})

test('a gateway that cannot be asked is unknown, and one that nobody knows does not exist', async ({
  page,
  tidegate,
}) => {
  await tidegate.report({ name: 'gateway-1', adminUrl: `http://127.0.0.1:${await freePort()}` })
  await page.goto('/gateways/gateway-1/traffic')
  const unknown = page.getByRole('status').filter({ hasText: 'Unknown: the gateway does not answer' })
  await expect(unknown).toContainText('check that the console can reach it')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await page.goto('/gateways/nobody')
  await expect(page.getByRole('alert').filter({ hasText: 'This does not exist' })).toContainText('nobody')
})

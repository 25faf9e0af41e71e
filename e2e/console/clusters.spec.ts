import type { Page } from '@playwright/test'
import { createTopics } from '../gateway/platform.ts'
import { expect, test } from './live.ts'
import { putPartner } from './sample.ts'

test.describe.configure({ mode: 'parallel' })

test.beforeEach(async ({ tidegate, kafka }) => {
  await tidegate.signIn()
  await kafka.administer(admin =>
    createTopics(admin, [
      { topic: 'warehouse.orders', numPartitions: 3, configEntries: [{ name: 'retention.ms', value: '3600000' }] },
    ]),
  )
})

const alias = (physicalName: string) => ({
  kind: 'AliasTopic',
  apiVersion: 'gateway/v2',
  metadata: { name: 'orders', vCluster: 'acme' },
  spec: { physicalName, physicalCluster: 'clusterA' },
})

test('an alias topic is put from the console where its topic exists, and refused where it does not', async ({
  live,
  page,
  tidegate,
}) => {
  expect(live.gateway.process.running).toBe(true)
  await putPartner(tidegate, 'acme')
  const put = (physicalName: string) =>
    page.request.post('/api/trpc/aliasTopic.put', {
      headers: { origin: tidegate.url },
      data: { manifest: alias(physicalName) },
    })
  expect(await (await put('warehouse.nothing')).text()).toContain('does not exist on cluster clusterA')
  expect((await put('warehouse.orders')).status()).toBe(200)
})

async function testConnection(page: Page) {
  await page.getByRole('button', { name: 'Test connection' }).click()
  const result = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'gateway-1' }) })
  await expect(result).toBeVisible()
  return result
}

test('the connection is tested from each gateway, and a wrong password is told in words', async ({
  kafka,
  live,
  page,
}) => {
  await page.goto('/clusters')
  await page.getByRole('link', { name: 'clusterA' }).click()
  const good = await testConnection(page)
  await expect(good.getByText('Connects', { exact: true })).toBeVisible()
  await expect(good).toContainText('Authentication: SASL PLAIN as gateway, without encryption')
  await expect(good).toContainText('Kafka 4.3')
  await expect(page.getByText('1 of 1 gateways can connect.')).toBeVisible()

  const { 'sasl.jaas.config': jaas = '' } = kafka.clientProperties('gateway')
  await live.putCluster('locked', { 'sasl.jaas.config': jaas.replace('gateway-secret', 'hunter2') })
  await page.goto('/clusters/locked')
  const bad = await testConnection(page)
  await expect(bad.getByText('Something is in the way')).toBeVisible()
  await expect(bad.getByText('refused the gateway’s credentials').first()).toBeVisible()
  await expect(bad.getByText('Correct username and password').first()).toBeVisible()
  await expect(page.getByText('hunter2')).toBeHidden()
})

test('topics and consumer groups are found, opened, and told with how far behind they are', async ({
  kafka,
  live,
  page,
  tidegate,
}) => {
  const producer = kafka.client.producer()
  await producer.connect()
  await producer.send({
    topic: 'warehouse.orders',
    messages: [0, 1, 2, 0].map(partition => ({ partition, value: 'x' })),
  })
  await producer.disconnect()
  await kafka.administer(admin =>
    admin.setOffsets({ groupId: 'billing', topic: 'warehouse.orders', partitions: [{ partition: 0, offset: '0' }] }),
  )
  await putPartner(tidegate, 'acme')
  await tidegate.put('AliasTopic', alias('x').metadata, alias('warehouse.orders').spec)

  await page.goto('/clusters/clusterA')
  await expect(page.getByRole('row', { name: new RegExp(kafka.bootstrap) }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Topics', exact: true }).click()
  await page.getByRole('searchbox').fill('ORDERS')
  await expect(page).toHaveURL(/search=ORDERS/)
  await expect(page.getByRole('row', { name: /warehouse\.orders/ })).toContainText('3')
  await expect(page.getByRole('row', { name: /__consumer_offsets/ })).toBeHidden()
  await page.getByRole('link', { name: 'warehouse.orders' }).click()
  await expect(page.getByRole('table', { name: 'Partitions' }).getByRole('row')).toHaveCount(4)
  await expect(page.getByRole('row', { name: /retention\.ms/ })).toContainText('3600000')
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()

  await page.getByRole('link', { name: 'Consumer groups' }).click()
  await expect(page.getByRole('row', { name: /billing/ })).toContainText('2 records')
  await page.getByRole('link', { name: 'billing' }).click()
  await expect(
    page.getByRole('table', { name: 'Offsets' }).getByRole('row', { name: /warehouse\.orders/ }),
  ).toContainText('Nobody now')
  expect(live.gateway.process.running).toBe(true)
})

test('records are hidden until the cluster lets them be read, and then read by who may', async ({
  kafka,
  live,
  page,
  tidegate,
}) => {
  const producer = kafka.client.producer()
  await producer.connect()
  await producer.send({
    topic: 'warehouse.orders',
    messages: [{ key: 'order-1', value: '{"total":12}', headers: { trace: 'abc' } }],
  })
  await producer.disconnect()
  expect(live.gateway.process.running).toBe(true)
  await page.goto('/clusters/clusterA/topics/warehouse.orders')
  await expect(page.getByText('Records of this cluster are hidden')).toBeVisible()

  await page.goto('/clusters/clusterA/edit')
  await page.getByRole('radio', { name: /^Readable/ }).check()
  await expect(page.getByText('Operators and Owners can read single records of every topic of clusterA.')).toBeVisible()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByRole('link', { name: 'Go to clusterA' }).click()

  await page.goto('/clusters/clusterA/topics/warehouse.orders')
  await page.getByRole('button', { name: 'Read records' }).click()
  const record = page.getByRole('table', { name: 'Records' }).getByRole('row', { name: /order-1/ })
  await expect(record).toContainText('{"total":12}')
  await expect(record).toContainText('abc')

  await tidegate.signInAs('viewer')
  await page.reload()
  await expect(page.getByText('To read records takes a role that may change things')).toBeVisible()
})

test('without a gateway the pages of a cluster say why nothing is seen, and what is stored stays', async ({
  live,
  page,
}) => {
  await live.gateway.process.stop()
  await page.goto('/clusters/clusterA')
  await expect(page.getByText('SASL_PLAINTEXT with PLAIN')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'No gateway runs: start one' })).toBeVisible()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Only gateways reach Kafka clusters.')).toBeVisible()
})

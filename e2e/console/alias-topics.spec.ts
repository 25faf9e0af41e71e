import type { Page } from '@playwright/test'
import { Kafka, logLevel } from 'kafkajs'
import type { Worker } from '../gateway/platform.ts'
import { expect, rest, test } from './live.ts'
import { putPartner } from './sample.ts'

const effect = (page: Page) => page.getByRole('region', { name: 'What this will do' })
const outcome = (page: Page) => page.getByRole('region', { name: 'What was done' })

test.describe.configure({ mode: 'parallel' })

test.beforeEach(async ({ live, kafka, tidegate }) => {
  expect(live.gateway.process.running).toBe(true)
  await tidegate.signIn()
  await putPartner(tidegate, 'acme')
  await kafka.administer(async admin => {
    const there = await admin.listTopics()
    const topics = ['internal.orders.v3', 'internal.orders.v4'].filter(topic => !there.includes(topic))
    if (topics.length > 0) await admin.createTopics({ topics: topics.map(topic => ({ topic, numPartitions: 3 })) })
  })
})

test('an alias topic is created, changed and removed, each after it was shown what that does', async ({
  page,
  tidegate,
}) => {
  const stored = () => tidegate.store.get({ kind: 'AliasTopic', vCluster: 'acme', name: 'orders' })
  await page.goto('/virtual-clusters/acme/alias-topics')
  await page.getByRole('link', { name: 'New alias topic' }).click()
  await page.getByLabel('Physical topic').fill('internal.nothing')
  await page.getByLabel('Name', { exact: true }).fill('orders')
  await expect(effect(page).getByText(/internal\.nothing does not exist on cluster clusterA/)).toBeVisible()
  await page.getByLabel('Physical topic').fill('internal.orders.v3')
  await expect(effect(page).getByText('Clients of acme see a new topic orders.')).toBeVisible()
  await page.getByRole('button', { name: 'Create alias topic' }).click()
  await expect(outcome(page).getByText('In force on 1 of 1 gateways')).toBeVisible()
  await outcome(page).getByRole('link', { name: 'Go to orders' }).click()
  await expect(page.getByRole('row', { name: /admin No such account Read, Write It is a super user/ })).toBeVisible()

  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Physical topic').fill('internal.orders.v4')
  await expect(effect(page).getByText(/see in topic orders the records of internal\.orders\.v4/)).toBeVisible()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(outcome(page).getByText(/Applied/)).toBeVisible()
  expect((await stored())?.spec.physicalName).toBe('internal.orders.v4')

  await outcome(page).getByRole('link', { name: 'Go to orders' }).click()
  await page.getByRole('button', { name: 'Remove alias topic orders' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText('Clients of acme lose topic orders: no connection is open.')).toBeVisible()
  await dialog.getByRole('textbox').fill('orders')
  await dialog.getByRole('button', { name: 'Remove alias topic orders' }).click()
  await expect(page).toHaveURL('/virtual-clusters/acme/alias-topics')
  expect(await stored()).toBeUndefined()
})

/** A partner's program, which knows the topic by that name. */
async function produce(gateway: Worker, { at, topic }: { at: string; topic: string }) {
  const { token } = await rest(gateway, '/gateway/v2/token', {
    vCluster: 'acme',
    username: 'admin',
    lifeTimeSeconds: 600,
  })
  const sasl = { mechanism: 'plain', username: 'admin', password: token } as const
  const producer = new Kafka({ clientId: 'old-program', brokers: [at], sasl, logLevel: logLevel.NOTHING }).producer()
  await producer.connect()
  await producer.send({ topic, messages: [{ value: 'one' }] }).finally(() => producer.disconnect())
}

test('a topic is renamed with both names working, its old users are seen, and then the old name is retired', async ({
  page,
  tidegate,
  live,
}) => {
  test.slow()
  const { put, store } = tidegate
  await put('GatewayServiceAccount', { name: 'admin', vCluster: 'acme' }, { type: 'LOCAL' })
  const spec = { physicalName: 'internal.orders.v3', physicalCluster: 'clusterA' }
  await put('AliasTopic', { name: 'orders', vCluster: 'acme' }, spec)
  await page.goto('/virtual-clusters/acme/alias-topics/orders')
  await expect(page.getByText('3 partitions')).toBeVisible()
  await page.getByRole('link', { name: 'Rename' }).click()
  await page.getByLabel('New name').fill('not a name')
  await expect(page.getByText(/use only letters, digits, dots/)).toBeVisible()
  await page.getByLabel('New name').fill('purchases')
  await page.getByLabel('Both names work for').selectOption('30 days')
  await expect(effect(page).getByText(/may use orders beside its new name purchases until/)).toBeVisible()
  await page.getByRole('button', { name: 'Rename to purchases' }).click()
  await expect(outcome(page).getByText('In force on 1 of 1 gateways')).toBeVisible()
  await outcome(page).getByRole('link', { name: 'See who uses the old name' }).click()
  await expect(page.getByText('Nobody has used orders since it was renamed.')).toBeVisible()

  const at = await expect
    .poll(async () => (await store.workers())[0]?.addresses.acme, { message: live.gateway.admin })
    .toBeTruthy()
    .then(async () => (await store.workers())[0]!.addresses.acme!)
  await produce(live.gateway, { at, topic: 'orders' })
  await produce(live.gateway, { at, topic: 'purchases' })
  const users = page.getByRole('table', { name: 'Who uses orders' })
  await expect(users.getByRole('row', { name: /admin It does not say 127\.0\.0\.1/ })).toBeVisible({ timeout: 30_000 })

  await page.getByRole('link', { name: 'purchases', exact: true }).click()
  await expect(page.getByText('purchases is the new name of orders')).toBeVisible()
  await page.getByRole('button', { name: 'Retire orders now' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText(/Clients of acme lose topic orders/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Retire orders', exact: true }).click()
  await expect(page).toHaveURL('/virtual-clusters/acme/alias-topics')
  expect((await store.list({ kind: 'AliasTopic', vCluster: 'acme' })).map(({ metadata }) => metadata.name)).toEqual([
    'purchases',
  ])
})

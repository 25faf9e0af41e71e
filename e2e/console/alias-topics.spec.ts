import type { Page } from '@playwright/test'
import { expect, test } from './live.ts'
import { putPartner } from './sample.ts'

const effect = (page: Page) => page.getByRole('region', { name: 'What this will do' })
const outcome = (page: Page) => page.getByRole('region', { name: 'What was done' })

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

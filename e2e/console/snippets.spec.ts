import type { Page } from '@playwright/test'
import { aclName } from '@tidegate/resources'
import { clients } from '@tidegate/snippets'
import { expectAccessible } from './accessible.ts'
import { expect, test } from './fixture.ts'
import { putSample } from './sample.ts'

const overview = '/virtual-clusters/acme'
const bootstrapServers = 'localhost:6972,localhost:7972'
const input = { bootstrapServers, username: 'reader', topic: 'orders', group: 'reader-group', purpose: 'read' } as const

const programOf = (id: string, of: Partial<Parameters<(typeof clients)[number]['files']>[0]> = {}) =>
  clients
    .find(client => client.id === id)!
    .files({ ...input, ...of })[0]!
    .text.trimEnd()

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })
const panel = (page: Page) => page.getByRole('tabpanel')

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
})

test('a virtual cluster shows a whole program for each client, and its copy is the program to the letter', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(overview)
  for (const { id, name } of clients) {
    await tab(page, name).click()
    await expect(panel(page).locator('pre').first()).toHaveText(programOf(id), { useInnerText: true })
  }
  await tab(page, 'Python').click()
  await page.getByRole('button', { name: 'Copy consume.py' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(programOf('python'))

  await page.getByRole('radio', { name: 'Write' }).check()
  await page.getByRole('button', { name: 'Copy produce.py' }).click()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toBe(programOf('python', { purpose: 'write' }))
  await expect(page.getByLabel('Consumer group')).toBeHidden()
})

test('a client is chosen by keyboard alone, and this browser remembers it', async ({ page }) => {
  await page.goto(overview)
  await expect(tab(page, 'Java')).toHaveAttribute('aria-selected', 'true')
  await tab(page, 'Java').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(tab(page, 'Python')).toHaveAttribute('aria-selected', 'true')
  await page.reload()
  await expect(tab(page, 'Python')).toHaveAttribute('aria-selected', 'true')
  await expect(panel(page)).toContainText('from confluent_kafka import Consumer')
})

test('account, topic and group are chosen where there are several, and go into the program', async ({
  page,
  tidegate,
}) => {
  await page.goto(overview)
  await tab(page, 'Go').click()
  await expect(page.getByLabel('Account')).toBeHidden()
  await expect(page.getByLabel('Topic')).toBeHidden()
  for (const name of ['admin', 'billing'])
    await tidegate.put('GatewayServiceAccount', { name, vCluster: 'acme' }, { type: 'LOCAL' })
  const alias = { physicalName: 'internal.payments', physicalCluster: 'clusterA' }
  await tidegate.put('AliasTopic', { name: 'payments', vCluster: 'acme' }, alias)

  const account = page.getByLabel('Account')
  await expect(account.getByRole('option')).toHaveText(['billing', 'reader', 'admin'])
  await account.selectOption('reader')
  await page.getByLabel('Topic').selectOption('payments')
  await page.getByLabel('Consumer group').fill('the "nightly" group')
  const program = programOf('go', { topic: 'payments', group: 'the "nightly" group' })
  await expect(panel(page).locator('pre').first()).toHaveText(program, { useInnerText: true })
})

test('the group that is proposed is one that the account may read as', async ({ page, tidegate }) => {
  const resourcePattern = { resourceType: 'GROUP', name: 'nightly-', patternType: 'PREFIXED' } as const
  const rule = {
    resourcePattern,
    principal: 'User:reader',
    host: '*',
    operation: 'READ',
    permissionType: 'ALLOW',
  } as const
  await page.goto(overview)
  await expect(page.getByLabel('Consumer group')).toHaveValue('reader-group')
  await tidegate.put('Acl', { name: aclName(rule), vCluster: 'acme' }, rule)
  await expect(page.getByLabel('Consumer group')).toHaveValue('nightly-group')
})

test('where there is no account yet, the page says what is missing', async ({ page, tidegate }) => {
  await tidegate.remove('GatewayServiceAccount', { name: 'reader', vCluster: 'acme' })
  await page.goto(overview)
  await expect(page.getByText('Programs that connect stand here with the first service account')).toBeVisible()
})

test('every program fits a telephone and has no serious barrier', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 })
  await page.goto(overview)
  for (const { name } of clients) {
    await tab(page, name).click()
    await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true')
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(375)
  }
  await expectAccessible(page, overview)
})

import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { parseJaas } from '@tidegate/resources'
import { expect, send, type Tidegate, test } from './fixture.ts'
import { putSample } from './sample.ts'

const effect = (page: Page) => page.getByRole('region', { name: 'What this will do' })
const outcome = (page: Page) => page.getByRole('region', { name: 'What was done' })
const dialog = (page: Page) => page.getByRole('alertdialog')
const tokens = (page: Page) => page.getByRole('table', { name: 'Tokens' })

const reader = '/virtual-clusters/acme/service-accounts/reader'
const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]+/

/** As the console asks for one; its text. */
async function issue(page: Page, { url }: Tidegate): Promise<string> {
  const data = { vCluster: 'acme', username: 'reader', lifeTimeSeconds: 86_400 }
  const answer = await send(page.request, url, { path: '/api/trpc/token.issue', data })
  return (await answer.json()).result.data.id
}

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
})

test('a service account is created by keyboard alone, and told of the rights that wait for it', async ({
  page,
  tidegate,
}) => {
  await page.goto('/virtual-clusters/acme/service-accounts')
  await page.getByRole('link', { name: 'New service account' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Name', { exact: true }).focus()
  await page.keyboard.type('writer')
  await expect(effect(page).getByText('It can do nothing yet: no ACL is for it.')).toBeVisible()
  await expect(effect(page).getByText('writer can sign in to acme once a token is issued to it.')).toBeVisible()
  await page.getByRole('button', { name: 'Create service account' }).focus()
  await page.keyboard.press('Enter')
  await outcome(page).getByRole('link', { name: 'Go to writer' }).click()
  await expect(page.getByRole('heading', { name: 'writer', level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No token that works' })).toBeVisible()
  expect(await tidegate.store.get({ kind: 'GatewayServiceAccount', vCluster: 'acme', name: 'writer' })).toBeDefined()
})

test('a token is shown once, with a complete file of properties, and then nowhere', async ({ page, tidegate }) => {
  await page.goto(reader)
  await page.getByRole('button', { name: 'Issue token to reader' }).click()
  await dialog(page).getByLabel('It works for').selectOption('Another time')
  await expect(dialog(page).getByRole('button', { name: 'Issue token' })).toBeDisabled()
  await dialog(page).getByLabel('Days').fill('10')
  await dialog(page).getByRole('button', { name: 'Issue token' }).click()
  const token = jwt.exec((await dialog(page).getByText(jwt).textContent()) ?? '')![0]
  await page.keyboard.press('Escape')
  await expect(dialog(page).getByText(token)).toBeVisible()

  const downloading = page.waitForEvent('download')
  await dialog(page).getByRole('button', { name: 'Download client.properties' }).click()
  const file = readFileSync(await (await downloading).path(), 'utf8')
  expect(file).toContain('bootstrap.servers=localhost:6972,localhost:7972\n')
  expect(file).toContain(`PlainLoginModule required username="reader" password="${token}";`)

  await dialog(page).getByRole('button', { name: 'I have it' }).click()
  await expect(dialog(page)).toBeHidden()
  await expect(tokens(page).getByRole('row', { name: /in (9|10) d/ })).toBeVisible()
  expect(page.url()).not.toContain('eyJ')
  const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
  expect(await kept()).not.toContain(token)
  await page.reload()
  await expect(tokens(page)).toBeVisible()
  expect(await page.content()).not.toContain(token)
  expect(tidegate.log()).not.toContain(token)
})

test('a token is replaced with an overlap, in which both work, and it is said until when', async ({
  page,
  tidegate,
}) => {
  const id = await issue(page, tidegate)
  await page.goto(reader)
  await page.getByRole('button', { name: `Replace token ${id}` }).click()
  await dialog(page).getByLabel('The token before works for').selectOption('Ten more minutes')
  await dialog(page).getByRole('button', { name: 'Replace token' }).click()
  await expect(dialog(page).getByText(/Both work until .* UTC/)).toBeVisible()
  await dialog(page).getByRole('button', { name: 'I have it' }).click()
  await expect(tokens(page).getByRole('row', { name: new RegExp(`${id}.*in (9|10) min`) })).toBeVisible()
  await expect(tokens(page).getByRole('row', { name: /in (89|90) d/ })).toBeVisible()
})

test('a token is revoked once it was said whom that hits, and a failure stays in the dialog', async ({
  page,
  tidegate,
}) => {
  const id = await issue(page, tidegate)
  const now = new Date().toISOString()
  const client = { virtualCluster: 'acme', physicalCluster: 'clusterA', user: 'reader', token: id, connections: 4 }
  const from = { host: '10.0.0.7', software: 'librdkafka 2.16.0', since: now, seen: now }
  await tidegate.report({ name: 'gateway-1', clients: [{ ...client, ...from }] })
  await page.goto(reader)
  await expect(
    tokens(page).getByRole('row', { name: /Now, 4 connections librdkafka 2\.16\.0 from 10\.0\.0\.7 at gateway-1/ }),
  ).toBeVisible()
  const revoke = page.getByRole('button', { name: `Revoke token ${id}` })
  await revoke.click()
  await expect(dialog(page).getByText('librdkafka 2.16.0 from 10.0.0.7, 4 connections at gateway-1')).toBeVisible()
  await page.route('**/api/trpc/token.revoke*', route => route.abort())
  await dialog(page).getByRole('button', { name: 'Revoke token' }).click()
  await expect(dialog(page).getByText('It is not known whether this was done')).toBeVisible()
  expect(await tidegate.store.listTokens({})).toHaveLength(1)
  await page.unroute('**/api/trpc/token.revoke*')
  await dialog(page).getByRole('button', { name: 'Revoke token' }).click()
  await expect(page.getByRole('heading', { name: 'No token that works' })).toBeVisible()
  expect(await tidegate.store.listTokens({})).toEqual([])
  await page.getByRole('navigation', { name: 'reader' }).getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText(`owner@example.com revoked token ${id} of acme in the console`)).toBeVisible()
})

test('a service account is removed with its own rights, after it was said what ends', async ({ page, tidegate }) => {
  await page.goto(`${reader}/access`)
  await expect(page.getByRole('row', { name: 'User:reader Allow Read Topic orders Any' })).toBeVisible()
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Remove service account reader' }).click()
  await expect(dialog(page).getByText('reader’s 8 open connections end at once.')).toBeVisible()
  await dialog(page).getByRole('textbox').fill('reader')
  await dialog(page).getByRole('button', { name: 'Remove service account reader' }).click()
  await expect(page).toHaveURL('/virtual-clusters/acme/service-accounts')
  expect(await tidegate.store.list({ kind: 'Acl', vCluster: 'acme' })).toEqual([])
})

test('a cluster whose secret is not typed keeps it, and one that is typed is shown nowhere', async ({
  page,
  tidegate,
}) => {
  const stored = async () => {
    const { resources } = await tidegate.store.snapshot()
    const cluster = resources.find(({ kind, metadata }) => kind === 'PhysicalCluster' && metadata.name === 'clusterA')
    return (cluster!.spec as { properties: Record<string, string> }).properties
  }
  await page.goto('/clusters/clusterA/edit')
  await expect(page.getByLabel('Password')).toHaveAttribute('placeholder', 'Stays as it is')
  await page.getByLabel('Bootstrap servers').fill('b.example:9092')
  await expect(effect(page).getByText(/take up the new connection to clusterA/)).toBeVisible()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(outcome(page).getByText(/Applied/)).toBeVisible()
  const before = await stored()
  expect(before['bootstrap.servers']).toBe('b.example:9092')
  expect(before['sasl.jaas.config']).toContain('hunter2-a')

  await page.goto('/clusters/clusterA/edit')
  await page.getByLabel('User', { exact: true }).fill('gate')
  await page.getByRole('button', { name: 'Save changes' }).click()
  const rule = 'the options username and password must both be set'
  await expect(page.getByRole('main').getByText(rule).first()).toBeVisible()
  await page.getByLabel('Password').fill('say "hunter3\\"')
  await effect(page).getByRole('tab', { name: 'Command' }).click()
  await expect(effect(page).getByText('"sasl.jaas.config": "…"')).toBeVisible()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(outcome(page).getByText(/Applied/)).toBeVisible()
  expect(parseJaas((await stored())['sasl.jaas.config']!).options).toEqual({
    username: 'gate',
    password: 'say "hunter3\\"',
  })
})

test('a physical cluster is added with a property of its own, and what a file declares is not edited here', async ({
  page,
  tidegate,
}) => {
  await page.goto('/clusters')
  await page.getByRole('link', { name: 'Add physical cluster' }).click()
  await expect(effect(page).getByText(/things to correct/)).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('standby')
  await page.getByRole('radio', { name: /Failover/ }).check()
  await page.getByLabel('Bootstrap servers').fill('nowhere')
  await page.keyboard.press('Tab')
  await expect(page.getByText(/entry 1 is not host:port/).first()).toBeVisible()
  await page.getByLabel('Bootstrap servers').fill('c.example:9092')
  await page.getByLabel('Security protocol').selectOption('PLAINTEXT')
  await expect(page.getByLabel('Password')).toBeHidden()
  await page.getByRole('button', { name: 'Add property' }).click()
  await page.getByLabel('Property', { exact: true }).fill('client.id')
  await page.getByLabel('Value of client.id').fill('tidegate')
  await page.getByRole('button', { name: 'Add physical cluster' }).click()
  await expect(outcome(page).getByText(/Applied/)).toBeVisible()
  expect((await tidegate.store.get({ kind: 'PhysicalCluster', name: 'standby' }))?.spec).toEqual({
    role: 'failover',
    properties: { 'bootstrap.servers': 'c.example:9092', 'security.protocol': 'PLAINTEXT', 'client.id': 'tidegate' },
  })

  await page.goto('/clusters/main/edit')
  await expect(page.getByText('This cluster is read only here')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeHidden()
})

import type { Locator, Page } from '@playwright/test'
import { kcat } from '@tidegate/testkit'
import { createTopics } from '../gateway/platform.ts'
import { account, type Tidegate } from './fixture.ts'
import { expect, test } from './live.ts'

const step = (page: Page, name: string) => page.getByRole('heading', { name, level: 2, exact: true })
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()
const signIn = async (page: Page) => {
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

type Credential = { readonly bootstrap: string; readonly username: string; readonly password: string }

/** As the partner would, with what the page has shown. */
const partner = ({ bootstrap, username, password }: Credential, args: readonly string[], stdin = '') =>
  kcat(
    [
      ...['-b', bootstrap, '-X', 'security.protocol=SASL_PLAINTEXT', '-X', 'sasl.mechanisms=PLAIN'],
      ...['-X', `sasl.username=${username}`, '-X', `sasl.password=${password}`, ...args],
    ],
    { stdin },
  )

test.setTimeout(180_000)
test.describe.configure({ mode: 'parallel' })

test.beforeEach(async ({ kafka }) => {
  const wanted = ['outgoing.orders', 'outgoing.stock', 'payroll']
  await kafka.administer(async admin => {
    const there = await admin.listTopics()
    const topics = wanted.filter(topic => !there.includes(topic)).map(topic => ({ topic, numPartitions: 1 }))
    if (topics.length > 0) await createTopics(admin, topics)
  })
})

test('from sign-in to a client of the partner that writes and reads in under two minutes', async ({
  page,
  live,
  kafka,
}) => {
  expect(live.gateway.process.running).toBe(true)
  const start = Date.now()
  await page.goto('/partners')
  await signIn(page)
  await page.getByRole('link', { name: 'Share with a partner' }).first().click()

  await expect(step(page, 'Partner')).toBeVisible()
  await page.getByLabel('Name of the partner').fill('Acme')
  await expect(page.getByLabel('Technical name')).toHaveValue('acme')
  await next(page)
  await expect(step(page, 'Where')).toBeVisible()
  await page.getByRole('radio', { name: /clusterA/ }).check()
  await next(page)
  await expect(step(page, 'Topics')).toBeVisible()
  await page.getByLabel('Search topics').fill('outgoing.')
  await page.getByRole('button', { name: 'Select all 2 that match' }).click()
  await page.getByLabel('Names of the aliases').selectOption('Strip a prefix')
  await page.getByLabel('Prefix that goes').fill('outgoing.')
  await expect(page.getByLabel('Alias of outgoing.orders')).toHaveValue('orders')
  await next(page)
  await expect(step(page, 'Access')).toBeVisible()
  await page.getByLabel('May', { exact: true }).selectOption('Read and write')
  await next(page)
  await expect(step(page, 'Review')).toBeVisible()
  const effect = page.getByRole('region', { name: 'What this will do' })
  await expect(effect.getByText('acme-app may read topic orders from any host.')).toBeVisible()
  await page.getByRole('button', { name: 'Share 2 topics with Acme' }).click()

  await expect(page).toHaveURL('/partners/acme/connect')
  await expect(page.getByText('In force on 1 of 1 gateways')).toBeVisible()
  await expect(page.getByText('Waiting for your partner’s first connection…')).toBeVisible()
  await page.getByRole('button', { name: 'Issue credential for acme-app' }).click()
  const shown = page.getByRole('region', { name: 'Credential of acme-app' })
  const password = await shown.locator('pre').first().innerText()
  const properties = await shown.locator('pre').last().innerText()
  const bootstrap = /^bootstrap\.servers=(.*)$/m.exec(properties)?.[1] ?? ''
  const credential = { bootstrap, username: 'acme-app', password }

  expect((await partner({ ...credential, password: 'wrong' }, ['-L', '-m', '3'])).code).not.toBe(0)
  await expect(page.getByText('Refused: wrong credentials')).toBeVisible()
  await expect(page.getByText('Waiting for your partner’s first connection…')).toBeVisible()

  expect((await partner(credential, ['-P', '-t', 'orders'], 'the first order\n')).code).toBe(0)
  const read = ['-C', '-t', 'orders', '-e', '-q', '-o', 'beginning']
  expect((await partner(credential, read)).stdout).toBe('the first order\n')
  await expect(page.getByText(/^Connected.*: librdkafka \S+ from \S+, user acme-app/)).toBeVisible()

  expect(await kafka.administer(admin => admin.fetchTopicOffsets('outgoing.orders'))).toMatchObject([{ high: '1' }])
  expect(Date.now() - start).toBeLessThan(120_000)
  await page.reload()
  await expect(page.getByText('acme-app has a credential')).toBeVisible()
  expect(await page.content()).not.toContain(password)
})

/** By Tab alone, as far as it takes. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeEnabled()
  for (let i = 0; i < 80; i++) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not lead there')
}

async function pressByKeyboard(page: Page, name: string) {
  await tabTo(page, page.getByRole('button', { name, exact: true }))
  await page.keyboard.press('Enter')
}

test('the wizard is gone through by keyboard alone, and Enter in a field does nothing', async ({
  page,
  live,
  tidegate,
}) => {
  expect(live.gateway.process.running).toBe(true)
  await tidegate.signIn()
  await page.goto('/partners/new/partner')
  await tabTo(page, page.getByLabel('Name of the partner'))
  await page.keyboard.type('Globex')
  await page.keyboard.press('Enter')
  await expect(step(page, 'Partner')).toBeVisible()
  await pressByKeyboard(page, 'Next')

  await expect(step(page, 'Where')).toBeFocused()
  await tabTo(page, page.getByRole('radio', { name: /clusterA/ }))
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/partners/new/where')
  await pressByKeyboard(page, 'Next')

  await expect(step(page, 'Topics')).toBeFocused()
  await tabTo(page, page.getByRole('checkbox', { name: /outgoing\.orders/ }))
  await page.keyboard.press('Space')
  const alias = page.getByLabel('Alias of outgoing.orders')
  await tabTo(page, alias)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('orders')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/partners/new/topics')
  await pressByKeyboard(page, 'Next')

  await expect(step(page, 'Access')).toBeFocused()
  await pressByKeyboard(page, 'Next')
  await expect(step(page, 'Review')).toBeFocused()
  expect(await tidegate.store.get({ kind: 'VirtualCluster', name: 'globex' })).toBeUndefined()
  await pressByKeyboard(page, 'Share 1 topic with Globex')
  await expect(page).toHaveURL('/partners/globex/connect')
  await pressByKeyboard(page, 'Issue credential for globex-app')
  await expect(page.getByRole('region', { name: 'Credential of globex-app' })).toBeVisible()
})

test('a draft survives reloading in every step, faults and the end of the session, and is then shared', async ({
  page,
  live,
  tidegate,
}) => {
  expect(live.gateway.process.running).toBe(true)
  await tidegate.signIn()
  await page.goto('/partners/new/partner')
  await next(page)
  await expect(page.getByText('spec.displayName: give the name of the partner')).toBeVisible()
  await page.getByLabel('Name of the partner').fill('Initech')
  await page.reload()
  await expect(page.getByLabel('Name of the partner')).toHaveValue('Initech')
  await next(page)
  await page.getByRole('radio', { name: /clusterA/ }).check()
  await page.reload()
  await expect(page.getByRole('radio', { name: /clusterA/ })).toBeChecked()
  await next(page)
  await page.getByRole('checkbox', { name: /outgoing\.orders/ }).check()
  await page.getByRole('checkbox', { name: /payroll/ }).check()
  await page.getByLabel('Alias of payroll').fill('outgoing.orders')
  await next(page)
  await expect(page.getByText('outgoing.orders is called outgoing.orders already: choose another')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Topics: to correct' })).toBeVisible()
  await page.getByLabel('Alias of payroll').fill('pay')
  await page.reload()
  await expect(page.getByLabel('Alias of payroll')).toHaveValue('pay')
  await next(page)
  await page.getByLabel('Name of the account').fill('initech-reader')
  await page.reload()
  await expect(page.getByLabel('Name of the account')).toHaveValue('initech-reader')
  await endSession(tidegate)
  await page.getByRole('alert').filter({ hasText: 'Your session has ended' }).getByRole('link').click()
  await signIn(page)
  await expect(page).toHaveURL('/partners/new/access')
  await expect(page.getByLabel('Name of the account')).toHaveValue('initech-reader')
  await next(page)
  await expect(step(page, 'Review')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Share 2 topics with Initech' }).click()
  await expect(page).toHaveURL('/partners/initech/connect')
  const account = { kind: 'GatewayServiceAccount', vCluster: 'initech', name: 'initech-reader' } as const
  expect(await tidegate.store.get(account)).toBeDefined()
  await page.goto('/partners/new/partner')
  await expect(page.getByLabel('Name of the partner')).toHaveValue('')
})

async function endSession({ people }: Tidegate) {
  const [owner] = await people.list()
  for (const session of await people.sessions(owner!.id)) await people.endSession(owner!.id, session.id)
}

test('the page that waits for a client outlives its gateway, and sees the client once both are there', async ({
  page,
  live,
  tidegate,
}) => {
  const partnerSpec = { type: 'Partner', aclEnabled: true, superUsers: ['admin'] }
  await tidegate.put('VirtualCluster', { name: 'acme' }, { aclMode: 'KAFKA_API', acls: [], ...partnerSpec })
  await tidegate.put('Partner', { name: 'acme' }, { displayName: 'Acme', contacts: [], endsOn: '2099-12-31' })
  const orders = { physicalName: 'outgoing.orders', physicalCluster: 'clusterA' }
  await tidegate.put('AliasTopic', { name: 'orders', vCluster: 'acme' }, orders)
  await tidegate.put('GatewayServiceAccount', { name: 'acme-app', vCluster: 'acme' }, { type: 'LOCAL' })
  await tidegate.signIn()
  await page.goto('/partners/acme/connect')
  await expect(page.getByText('In force on 1 of 1 gateways')).toBeVisible()
  await page.getByRole('button', { name: 'Issue credential for acme-app' }).click()
  const shown = page.getByRole('region', { name: 'Credential of acme-app' })
  const password = await shown.locator('pre').first().innerText()
  const bootstrap = /^bootstrap\.servers=(.*)$/m.exec(await shown.locator('pre').last().innerText())?.[1] ?? ''

  await live.gateway.process.stop('SIGKILL')
  await expect(page.getByText('In force on 0 of 1 gateways')).toBeVisible({ timeout: 30_000 })
  await live.startAgain()
  await expect(page.getByText('In force on 1 of 1 gateways')).toBeVisible()
  await expect(page.getByText('Waiting for your partner’s first connection…')).toBeVisible()
  await partner({ bootstrap, username: 'acme-app', password }, ['-L'])
  await expect(page.getByText(/^Connected.*: librdkafka \S+ from \S+, user acme-app/)).toBeVisible()
})

import type { Page } from '@playwright/test'
import { Kafka, logLevel } from 'kafkajs'
import { account } from './fixture.ts'
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
const clientOf = ({ bootstrap, username, password }: Credential) =>
  new Kafka({
    brokers: bootstrap.split(','),
    sasl: { mechanism: 'plain', username, password },
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  })

test.beforeEach(async ({ kafka }) => {
  const wanted = ['internal.orders', 'internal.stock', 'payroll']
  await kafka.administer(async admin => {
    const there = await admin.listTopics()
    const topics = wanted.filter(topic => !there.includes(topic)).map(topic => ({ topic, numPartitions: 1 }))
    if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: true })
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
  await page.getByLabel('Search topics').fill('internal.')
  await page.getByRole('button', { name: 'Select all 2 that match' }).click()
  await page.getByLabel('Names of the aliases').selectOption('Strip a prefix')
  await page.getByLabel('Prefix that goes').fill('internal.')
  await expect(page.getByLabel('Alias of internal.orders')).toHaveValue('orders')
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

  const mistaken = clientOf({ ...credential, password: 'wrong' }).admin()
  await expect(mistaken.connect()).rejects.toThrow()
  await expect(page.getByText('Refused: wrong credentials')).toBeVisible()

  const partner = clientOf(credential)
  const producer = partner.producer()
  await producer.connect()
  await producer.send({ topic: 'orders', messages: [{ key: '1', value: 'the first order' }] })
  const consumer = partner.consumer({ groupId: 'acme-reader' })
  await consumer.connect()
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true })
  const read = new Promise(resolve => consumer.run({ eachMessage: async ({ message }) => resolve(`${message.value}`) }))
  expect(await read).toBe('the first order')
  await expect(page.getByText(/Connected: kafkajs 2\.2\.4 from \S+, user acme-app/).first()).toBeVisible()
  await Promise.all([producer.disconnect(), consumer.disconnect()])

  expect(await kafka.administer(admin => admin.fetchTopicOffsets('internal.orders'))).toMatchObject([{ high: '1' }])
  expect(Date.now() - start).toBeLessThan(120_000)
  await page.reload()
  await expect(page.getByText('acme-app has a credential')).toBeVisible()
  expect(await page.content()).not.toContain(password)
})

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { freePort } from '@tidegate/testkit'
import { startConsole } from './console-process.ts'
import { account, envOf, expect, send, test } from './fixture.ts'

test.use({ isClaimed: false, ownConsole: true })

const link = /\/claim\?token=[\w-]+/

test('a console that nobody owns prints a link, with which the first Owner is made and then nobody', async ({
  page,
  request,
  tidegate,
}) => {
  await expect.poll(() => tidegate.log()).toMatch(link)
  const path = link.exec(tidegate.log())![0]
  await page.goto(path)
  await page.getByLabel('Name').fill(account.name)
  await page.getByLabel('E-mail').fill('Owner@Example.com')
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Become the first Owner' }).click()
  await expect(page).toHaveURL('/gateways')
  await expect(page.getByRole('button', { name: account.email })).toBeVisible()
  expect(await tidegate.people.list()).toMatchObject([{ email: account.email, name: account.name, role: 'owner' }])

  await page.goto(path)
  await expect(page.getByRole('alert').filter({ hasText: 'This link does not work' })).toBeVisible()
  const data = { ...account, email: 'second@example.com', token: path.split('=')[1] }
  expect((await send(request, tidegate.url, { path: '/api/claim', data })).status()).toBe(403)
  expect(await tidegate.people.offerClaim()).toBeUndefined()
})

test('with the database away at its start the console waits, then makes the tables and prints the link', async ({
  postgres,
}, testInfo) => {
  const databaseUrl = await postgres.createDatabase()
  const log = testInfo.outputPath('waiting.log')
  await postgres.pause()
  const waiting = await startConsole(envOf(databaseUrl), await freePort(), log).finally(() => postgres.start())
  await expect.poll(() => readFileSync(log, 'utf8')).toMatch(link)
  await waiting.stop('SIGKILL')
})

test('a made-up token claims nothing', async ({ page, request, tidegate }) => {
  const token = randomBytes(32).toString('base64url')
  await page.goto(`/claim?token=${token}`)
  await expect(page.getByRole('alert').filter({ hasText: 'restart the console' })).toBeVisible()
  expect((await send(request, tidegate.url, { path: '/api/claim', data: { ...account, token } })).status()).toBe(403)
  expect(await tidegate.people.list()).toEqual([])
})

test('of two who claim at once, one becomes the Owner', async ({ request, tidegate }) => {
  const offers = await Promise.all([tidegate.people.offerClaim(), tidegate.people.offerClaim()])
  const claims = offers.map((offer, index) => ({
    ...account,
    token: offer!.token,
    email: `owner-${index}@example.com`,
  }))
  const answers = await Promise.all(claims.map(data => send(request, tidegate.url, { path: '/api/claim', data })))
  expect(answers.map(answer => answer.status()).sort()).toEqual([200, 403])
  expect(await tidegate.people.list()).toHaveLength(1)
})

test('a password of eleven characters is refused, and the claim stays open', async ({ request, tidegate }) => {
  const { token } = (await tidegate.people.offerClaim())!
  const data = { ...account, token, password: 'eleven char' }
  const answer = await send(request, tidegate.url, { path: '/api/claim', data })
  expect(answer.status()).toBe(400)
  expect(await answer.text()).toContain('12 characters or more')
  expect(await tidegate.people.isClaimOpen(token)).toBe(true)
})

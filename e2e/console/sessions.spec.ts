import type { Browser } from '@playwright/test'
import { account, expect, send, type Tidegate, test } from './fixture.ts'

async function elsewhere(browser: Browser, { url }: Tidegate) {
  const context = await browser.newContext({ baseURL: url })
  await send(context.request, url, { path: '/api/sign-in', data: account })
  const page = await context.newPage()
  await page.goto('/gateways')
  await expect(page.getByRole('heading', { name: 'No gateway yet' })).toBeVisible()
  return page
}

test('a session that is ended from another browser ends there within seconds, and leads to sign in again', async ({
  page,
  browser,
  tidegate,
}) => {
  await tidegate.signIn()
  const other = await elsewhere(browser, tidegate)
  await page.goto('/gateways')
  await page.getByRole('button', { name: account.email }).click()
  await page.getByRole('menuitem', { name: 'Sessions' }).click()
  await expect(page.getByRole('row', { name: /This browser/ })).toHaveCount(1)
  await page
    .getByRole('row', { name: /Chrome on Linux/ })
    .getByRole('button', { name: 'End', exact: true })
    .click()
  const notice = other.getByRole('alert').filter({ hasText: 'Your session has ended' })
  await expect(notice).toBeVisible()
  await notice.getByRole('link').click()
  await expect(other).toHaveURL(/\/sign-in\?from=%2Fgateways/)
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible()
})

test('all other sessions end at once, and this one goes on', async ({ page, browser, tidegate }) => {
  await tidegate.signIn()
  const others = [await elsewhere(browser, tidegate), await elsewhere(browser, tidegate)]
  await page.goto('/sessions')
  await page.getByRole('button', { name: 'End all others' }).click()
  for (const other of others)
    await expect(other.getByRole('alert').filter({ hasText: 'Your session has ended' })).toBeVisible()
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible()
  expect((await page.request.get('/api/trpc/gateway.list')).status()).toBe(200)
})

test('nobody ends a session of someone else', async ({ page, tidegate }) => {
  await tidegate.signIn()
  const [owner] = await tidegate.people.list()
  const [session] = await tidegate.people.sessions(owner!.id)
  await tidegate.signInAs('viewer')
  const end = { path: '/api/trpc/session.end', data: { id: session!.id } }
  expect((await send(page.request, tidegate.url, end)).status()).toBe(200)
  expect(await tidegate.people.sessions(owner!.id)).toHaveLength(1)
})

test('signing out ends the session itself: its cookie is worth nothing afterwards', async ({ context, tidegate }) => {
  await tidegate.signIn()
  const cookies = await context.cookies()
  await send(context.request, tidegate.url, { path: '/api/sign-out', data: {} })
  await context.addCookies(cookies)
  expect((await context.request.get(`${tidegate.url}/api/trpc/gateway.list`)).status()).toBe(401)
})

test.describe('with short limits', () => {
  test.use({ env: { TIDEGATE_SESSION_IDLE_MINUTES: '0.1' } })

  test('a session goes on while its page is worked on', async ({ page, tidegate }) => {
    await tidegate.signIn()
    await page.goto('/gateways')
    const ended = page.getByRole('alert').filter({ hasText: 'Your session has ended' })
    const start = Date.now()
    await expect
      .poll(async () => {
        await page.keyboard.press('Shift')
        return Date.now() - start
      })
      .toBeGreaterThan(9_000)
    await expect(ended).toBeHidden()
  })

  test('a page that only polls is idle, and its session ends', async ({ page, tidegate }) => {
    await tidegate.signIn()
    await page.goto('/gateways')
    await expect(page.getByRole('alert').filter({ hasText: 'Your session has ended' })).toBeVisible()
  })
})

test.describe('with a short longest duration', () => {
  test.use({ env: { TIDEGATE_SESSION_HOURS: String(5 / 3600) } })

  test('a session ends at its longest duration, however busy it is', async ({ page, tidegate }) => {
    await tidegate.signIn()
    await page.goto('/gateways')
    const ended = page.getByRole('alert').filter({ hasText: 'Your session has ended' })
    await expect
      .poll(async () => {
        await page.keyboard.press('Shift')
        return ended.isVisible()
      })
      .toBe(true)
  })
})

test.describe('behind https', () => {
  const origin = 'https://tidegate.example.com'
  test.use({ env: { TIDEGATE_CONSOLE_URL: origin }, isClaimed: false })

  test('the cookie is for this host and https alone, and a change comes from that address alone', async ({
    request,
    tidegate,
  }) => {
    const data = { ...account, token: (await tidegate.people.offerClaim())!.token }
    expect((await send(request, tidegate.url, { path: '/api/claim', data })).status()).toBe(403)
    const answer = await request.post('/api/claim', { data, headers: { origin } })
    expect(answer.headers()['set-cookie']).toMatch(
      /^__Host-tidegate\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})

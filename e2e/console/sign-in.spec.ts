import { freePort } from '@tidegate/testkit'
import { tryConsole } from './console-process.ts'
import { account, envOf, expect, send, test } from './fixture.ts'
import { consolePages } from './pages.ts'
import { putSample } from './sample.ts'

test('nothing is shown or answered before sign-in, and nothing after sign-out', async ({ page, tidegate }) => {
  await putSample(tidegate)
  await page.goto('/virtual-clusters')
  await expect(page).toHaveURL(/\/sign-in\?from=%2Fvirtual-clusters$/)
  expect((await page.request.get('/api/trpc/virtualCluster.list')).status()).toBe(401)

  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'wrong' })).toBeVisible()

  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/virtual-clusters')
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  expect((await page.request.get('/api/trpc/virtualCluster.list')).status()).toBe(200)

  await page.getByRole('button', { name: account.email }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  expect((await page.request.get('/api/trpc/virtualCluster.list')).status()).toBe(401)
})

test('every page there is asks for a session', async ({ request }) => {
  expect(consolePages.length).toBeGreaterThan(5)
  for (const path of consolePages) {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(307)
    expect(answer.headers().location, path).toMatch(/^\/sign-in\?/)
  }
})

test('the cookie of a session is out of reach of scripts and of other sites', async ({ context, tidegate }) => {
  await tidegate.signIn()
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ name: 'tidegate.session_token', httpOnly: true, sameSite: 'Lax', path: '/' })
})

test('a session that ends says so, keeps what was read, and comes back to its page', async ({
  page,
  context,
  tidegate,
}) => {
  await putSample(tidegate)
  await tidegate.signIn()
  await page.goto('/virtual-clusters')
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  await context.clearCookies()

  const notice = page.getByRole('alert').filter({ hasText: 'Your session has ended' })
  await expect(notice).toBeVisible()
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  await notice.getByRole('link').click()
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/virtual-clusters')
})

test('a form or a change that another site sends is refused', async ({ request, context, tidegate }) => {
  const headers = { origin: 'https://evil.example' }
  expect((await request.post('/api/sign-in', { data: account, headers })).status()).toBe(403)
  const own = { origin: tidegate.url }
  expect((await request.post('/api/sign-in', { form: account, headers: own })).status()).toBe(403)
  const crossSite = { ...own, 'sec-fetch-site': 'cross-site' }
  expect((await request.post('/api/sign-in', { data: account, headers: crossSite })).status()).toBe(403)
  await tidegate.signIn()
  const remove = '/api/trpc/virtualCluster.remove'
  expect((await context.request.post(`${tidegate.url}${remove}`, { data: { name: 'acme' }, headers })).status()).toBe(
    403,
  )
  expect((await context.request.post(`${tidegate.url}/api/sign-out`, { headers })).status()).toBe(403)
})

test.describe('guessed at', () => {
  test.use({ ownConsole: true })

  test('ten wrong passwords in a minute close the door, to the right one too', async ({ request, page, tidegate }) => {
    const wrong = { path: '/api/sign-in', data: { ...account, password: 'not the password' } }
    for (let guess = 0; guess < 10; guess++) expect((await send(request, tidegate.url, wrong)).status()).toBe(401)
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(account.email)
    await page.getByLabel('Password').fill(account.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Too many wrong passwords' })).toContainText('Wait a minute')
  })
})

test('an address that nobody has is refused in the same words as a wrong password', async ({ request, tidegate }) => {
  const refusalOf = async (email: string) => {
    const answer = await send(request, tidegate.url, {
      path: '/api/sign-in',
      data: { email, password: 'not the password' },
    })
    return [answer.status(), await answer.text()]
  }
  expect(await refusalOf('nobody@example.com')).toEqual(await refusalOf(account.email))
})

test('without its settings the console does not start, and names what is missing in one line', async () => {
  const { GATEWAY_USER_POOL_SECRET_KEY: _, ...env } = envOf('postgresql://127.0.0.1/none')
  const { status, stderr } = tryConsole(env, await freePort())
  expect(status).toBe(1)
  expect(stderr.trim()).toMatch(/^The console cannot start: GATEWAY_USER_POOL_SECRET_KEY is not set \(.*\)\.$/)
})

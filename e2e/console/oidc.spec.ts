import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Page } from '@playwright/test'
import { freePort } from '@tidegate/testkit'
import { account, test as base, expect } from './fixture.ts'
import { client, type IdentityProvider, startIdentityProvider } from './identity-provider.ts'

const test = base.extend<{ issuerPort: number; roleClaim: string; provider: IdentityProvider }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here.
  issuerPort: async ({}, use) => use(await freePort()),
  roleClaim: ['', { option: true }],
  env: ({ issuerPort, port, roleClaim }, use) =>
    use({
      TIDEGATE_CONSOLE_URL: `http://127.0.0.1:${port}`,
      TIDEGATE_OIDC_ISSUER: `http://127.0.0.1:${issuerPort}`,
      TIDEGATE_OIDC_CLIENT_ID: client.id,
      TIDEGATE_OIDC_CLIENT_SECRET: client.secret,
      TIDEGATE_OIDC_NAME: 'Example Corp',
      TIDEGATE_OIDC_ROLE_CLAIM: roleClaim,
    }),
  provider: async ({ issuerPort, port }, use) => {
    await using provider = await startIdentityProvider(issuerPort, `http://127.0.0.1:${port}`)
    await use(provider)
  },
})

async function signInThere(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in?from=%2Fvirtual-clusters')
  await page.getByRole('button', { name: 'Sign in with Example Corp' }).click()
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

const ada = { name: 'Ada', email: 'ada@example.com', email_verified: true }

test('someone of the organisation signs in, comes back to their page, and is a Viewer', async ({
  page,
  provider,
  tidegate,
}) => {
  provider.people.ada = { ...ada, groups: ['owner'] }
  await signInThere(page, 'ada')
  await expect(page).toHaveURL('/virtual-clusters')
  await expect(page.getByRole('button', { name: ada.email })).toBeVisible()
  const person = (await tidegate.people.list()).find(({ email }) => email === ada.email)
  expect(person).toMatchObject({ name: 'Ada', role: 'viewer', signsInWith: ['provider'] })
})

test('an address that the provider has verified is the person whom an Owner has added', async ({
  page,
  provider,
  tidegate,
}) => {
  await tidegate.people.add({ ...ada, role: 'operator' }, { user: account.email, surface: 'trpc' })
  provider.people.ada = ada
  await signInThere(page, 'ada')
  await expect(page).toHaveURL('/virtual-clusters')
  expect(await tidegate.people.list()).toMatchObject([{ email: ada.email, role: 'operator' }, { email: account.email }])
})

test('an address that the provider has not verified is nobody, and the page says why', async ({
  page,
  provider,
  tidegate,
}) => {
  provider.people.mallory = { name: 'Mallory', email: account.email, email_verified: false }
  await signInThere(page, 'mallory')
  const notice = page.getByRole('alert').filter({ hasText: 'did not succeed' })
  await expect(notice).toContainText('has not verified that it is yours')
  expect((await page.request.get('/api/trpc/gateway.list')).status()).toBe(401)
  expect(await tidegate.people.list()).toHaveLength(1)
})

test('with the provider away the page says so, and passwords still work', async ({ page, tidegate }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Example Corp' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The identity provider does not answer' })).toBeVisible()
  await tidegate.signIn()
  await page.goto('/gateways')
  await expect(page.getByRole('button', { name: account.email })).toBeVisible()
})

test('a provider that comes after the console is used as soon as it is there', async ({ page, issuerPort, port }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Example Corp' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The identity provider does not answer' })).toBeVisible()
  await using provider = await startIdentityProvider(issuerPort, `http://127.0.0.1:${port}`)
  provider.people.ada = ada
  await signInThere(page, 'ada')
  await expect(page).toHaveURL('/virtual-clusters')
})

test('a provider that accepts connections and never answers holds up nobody else', async ({
  page,
  issuerPort,
  tidegate,
}) => {
  const silent = createServer()
  silent.listen(issuerPort, '127.0.0.1')
  await once(silent, 'listening')
  const asked = once(silent, 'connection')
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Example Corp' }).click()
  await asked
  const other = await page.context().newPage()
  await tidegate.signIn()
  await other.goto('/gateways')
  await expect(other.getByRole('button', { name: account.email })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'The identity provider does not answer' })).toBeVisible()
  silent.close()
})

test.describe('with a claim for the role', () => {
  test.use({ roleClaim: 'groups' })

  test('the provider decides the role at each sign-in', async ({ page, provider, tidegate }) => {
    const roleOf = async () => (await tidegate.people.list()).find(({ email }) => email === ada.email)?.role
    provider.people.ada = { ...ada, groups: ['staff', 'operator'] }
    await signInThere(page, 'ada')
    await expect(page).toHaveURL('/virtual-clusters')
    expect(await roleOf()).toBe('operator')

    provider.people.ada = { ...ada, groups: ['staff'] }
    await page.context().clearCookies()
    await signInThere(page, 'ada')
    await expect(page).toHaveURL('/virtual-clusters')
    expect(await roleOf()).toBe('viewer')
  })

  test('the last Owner stays Owner whatever the claim says', async ({ page, provider, tidegate }) => {
    provider.people.olivia = { name: account.name, email: account.email, email_verified: true, groups: ['viewer'] }
    await signInThere(page, 'olivia')
    await expect(page).toHaveURL('/virtual-clusters')
    expect(await tidegate.people.list()).toMatchObject([{ email: account.email, role: 'owner' }])
  })
})

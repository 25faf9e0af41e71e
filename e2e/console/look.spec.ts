import type { Page } from '@playwright/test'
import { account, expect, test } from './fixture.ts'
import { putSample } from './sample.ts'

const pages = [
  '/gateways',
  '/gateways/gateway-1',
  '/gateways/gateway-1/connections',
  '/gateways/gateway-1/traffic',
  '/connections',
  '/clusters',
  '/clusters/new',
  '/clusters/clusterA',
  '/clusters/clusterA/edit',
  '/clusters/clusterA/topics',
  '/clusters/clusterA/topics/internal.orders.v3',
  '/clusters/clusterA/groups',
  '/clusters/clusterA/groups/billing',
  '/partners',
  '/partners/acme',
  '/partners/acme/edit',
  '/partners/acme/connect',
  '/partners/new/partner',
  '/partners/new/where',
  '/partners/new/topics',
  '/partners/new/access',
  '/partners/new/review',
  '/virtual-clusters',
  '/virtual-clusters/acme',
  '/virtual-clusters/acme/alias-topics',
  '/virtual-clusters/acme/alias-topics/new',
  '/virtual-clusters/acme/alias-topics/orders',
  '/virtual-clusters/acme/alias-topics/orders/edit',
  '/virtual-clusters/acme/alias-topics/orders/access',
  '/virtual-clusters/acme/service-accounts',
  '/virtual-clusters/acme/service-accounts/reader',
  '/virtual-clusters/acme/service-accounts/reader/access',
  '/virtual-clusters/acme/acls',
  '/people',
  '/sessions',
]

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
  const acme = { displayName: 'Acme', contacts: ['kafka@acme.example'], endsOn: '2099-12-31' }
  await tidegate.put('Partner', { name: 'acme' }, acme)
})

test('the pages before sign-in fit a telephone, in their form and in their refusal', async ({ page, tidegate }) => {
  await page.context().clearCookies()
  const actor = { user: account.email, surface: 'trpc' } as const
  const { token } = await tidegate.people.add({ name: 'Grace', email: 'grace@example.com', role: 'viewer' }, actor)
  await page.setViewportSize({ width: 375, height: 700 })
  for (const path of [
    '/sign-in',
    '/sign-in?error=access_denied',
    '/claim?token=x',
    '/password?token=x',
    `/password?token=${token}`,
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(scrollWidth, path).toBeLessThanOrEqual(375)
  }
})

test('sign-in works by keyboard alone', async ({ page }) => {
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await page.keyboard.type(account.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(account.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/gateways')
})

test('a person is removed by keyboard alone', async ({ page, tidegate }) => {
  const actor = { user: account.email, surface: 'trpc' } as const
  await tidegate.people.add({ name: 'Grace', email: 'grace@example.com', role: 'viewer' }, actor)
  await page.goto('/people')
  await page.getByRole('button', { name: 'Remove grace@example.com' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /grace/ })).toBeHidden()
})

const isDark = (page: Page) =>
  page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor
    canvas.fillRect(0, 0, 1, 1)
    return canvas.getImageData(0, 0, 1, 1).data[0]! < 128
  })

test('the page follows the theme of the system until one is chosen, and then keeps that one', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/gateways')
  expect(await isDark(page)).toBe(true)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await isDark(page)).toBe(false)

  await page.getByRole('button', { name: account.email }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect.poll(() => isDark(page)).toBe(true)
  await page.reload()
  expect(await isDark(page)).toBe(true)
})

test('no page scrolls sideways, on a telephone or on a wide screen', async ({ page }) => {
  for (const path of pages) {
    await page.goto(path)
    await expect(
      page
        .getByRole('main')
        .getByText(
          /clusterA|localhost|orders|reader|acme|Share with|@example|This browser|Bootstrap servers|does not answer/,
        )
        .first(),
    ).toBeVisible()
    for (const width of [375, 768, 1024, 1920]) {
      await page.setViewportSize({ width, height: 900 })
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(scrollWidth, `${path} at ${width}`).toBeLessThanOrEqual(width)
    }
  }
})

test('every place is reached by keyboard alone', async ({ page }) => {
  await page.goto('/gateways')
  await expect(page.getByRole('row', { name: /gateway-1/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Tidegate', exact: true })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Search' })).toBeFocused()
  for (const name of [
    'Gateways',
    'Connections',
    'Physical clusters',
    'Partners',
    'Virtual clusters',
    'Activity',
    'People',
  ]) {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name, exact: true })).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/people')
})

test('a narrow screen has the same places behind one button', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 })
  await page.goto('/gateways')
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Virtual clusters' }).click()
  await expect(page).toHaveURL('/virtual-clusters')
  await expect(page.getByRole('dialog')).toBeHidden()
})

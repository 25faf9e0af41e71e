import type { Page } from '@playwright/test'
import { expect, test } from './fixture.ts'

const band = (page: Page) => page.getByRole('complementary', { name: 'Environment' })

const isHatched = (page: Page) =>
  band(page)
    .locator('div')
    .evaluate(element => getComputedStyle(element).backgroundImage.includes('gradient'))

test.describe('in production', () => {
  test.use({ env: { TIDEGATE_ENVIRONMENT: 'Production' } })

  test('every page says so in red, before sign-in too, and where colours are those of the system', async ({
    page,
    tidegate,
  }) => {
    await page.goto('/sign-in')
    await expect(band(page)).toHaveText('Production')
    await expect(band(page).getByText('Production')).toHaveCSS('text-transform', 'uppercase')
    expect(await isHatched(page)).toBe(true)

    await tidegate.signIn()
    for (const path of ['/gateways', '/people', '/nothing-here']) {
      await page.goto(path)
      await expect(band(page)).toBeInViewport()
    }
    await page.emulateMedia({ forcedColors: 'active' })
    await expect(band(page).getByText('Production')).toBeVisible()
    expect(await isHatched(page)).toBe(false)
  })

  test('nothing stands behind the band, and a telephone does not scroll sideways', async ({ page, tidegate }) => {
    await tidegate.signIn()
    await page.goto('/gateways')
    const { height } = (await band(page).boundingBox())!
    expect((await page.getByRole('link', { name: 'Tidegate', exact: true }).boundingBox())!.y).toBeGreaterThan(height)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(720)
    await page.setViewportSize({ width: 375, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
  })
})

test.describe('elsewhere', () => {
  test.use({ env: { TIDEGATE_ENVIRONMENT: 'eu-west test' } })

  test('the environment is told calmly', async ({ page, tidegate }) => {
    await tidegate.signIn()
    await page.goto('/gateways')
    await expect(band(page)).toHaveText('eu-west test')
    expect(await isHatched(page)).toBe(false)
  })
})

test('where no environment is named there is no band', async ({ page, tidegate }) => {
  await tidegate.signIn()
  await page.goto('/gateways')
  await expect(page.getByRole('heading', { name: 'Gateways' })).toBeVisible()
  await expect(band(page)).toBeHidden()
})

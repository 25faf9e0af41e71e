import { expect, test } from './fixture.ts'
import { putSample } from './sample.ts'

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
})

test('by keyboard alone one goes to a page, and to any object by a part of its name', async ({ page }) => {
  await page.goto('/gateways')
  await expect(page.getByRole('row', { name: /gateway-1/ })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused()
  await page.keyboard.type('physical')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/clusters')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('rder')
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('rder')
  await expect(page.getByRole('option', { name: 'orders Alias topic of acme' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/virtual-clusters/acme/alias-topics/orders')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('acme')
  await expect(page.getByRole('option', { name: 'acme Virtual cluster', exact: true })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/virtual-clusters/acme')
})

test('something new is begun from anywhere, within the virtual cluster that one chooses', async ({ page }) => {
  await page.goto('/gateways')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('service account')
  await expect(page.getByRole('option', { name: 'New service account In acme' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/virtual-clusters/acme/service-accounts/new')
  await expect(page.getByRole('heading', { name: 'New service account' })).toBeVisible()
})

test('the palette says when nothing has the name, and Escape leaves everything as it was', async ({ page }) => {
  await page.goto('/clusters')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.keyboard.type('no such thing')
  await expect(page.getByText('Nothing is called “no such thing”.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeHidden()
  await expect(page).toHaveURL('/clusters')
})

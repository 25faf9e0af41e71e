import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { account, expect, type Tidegate, test } from './fixture.ts'
import { consolePages } from './pages.ts'
import { clientOf, putSample } from './sample.ts'

const doors = ['/sign-in', '/claim?token=x', '/password?token=x']

test.use({ env: { TIDEGATE_ENVIRONMENT: 'production' }, reducedMotion: 'reduce' })
test.describe.configure({ mode: 'parallel' })

/** All pages at once take long where the machine does much else. */
const patienceMs = 300_000

/** Everything that is still awaited has its place held by what says so. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0)
}

async function expectAllAccessible(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await visit(page, path)
    await expectAccessible(page, path)
  }
}

async function putMore(tidegate: Tidegate): Promise<void> {
  await putSample(tidegate)
  const at = new Date().toISOString()
  await tidegate.report({
    name: 'gateway-3',
    generation: 1,
    clusters: [{ name: 'clusterA', reachable: false, error: 'The connection was refused', brokers: [] }],
    errors: [{ kind: 'PhysicalCluster', name: 'clusterA', message: 'Port 6972 is in use' }],
    clients: [clientOf('gateway-3')],
    refusals: [{ at, refusal: 'credentials', reason: 'The token is refused: it is expired', host: '10.0.0.9' }],
  })
  await tidegate.report({ name: 'gateway-4', seenAt: new Date(Date.now() - 60_000) })
  await tidegate.people.add(
    { name: 'Grace', email: 'grace@example.com', role: 'viewer' },
    { user: account.email, surface: 'trpc' },
  )
}

test('the doors, a page that does not exist, and every page without anything on it are accessible in both themes', async ({
  page,
  tidegate,
}) => {
  test.setTimeout(patienceMs)
  await expectAllAccessible(page, doors)
  await tidegate.signIn()
  await expectAllAccessible(page, [...consolePages, '/nothing-here'])
})

test('every page with something on it is accessible in both themes, and so is what opens over it', async ({
  page,
  tidegate,
}) => {
  test.setTimeout(patienceMs)
  await tidegate.signIn()
  await putMore(tidegate)
  await expectAllAccessible(page, [...consolePages, '/gateways/gateway-3', '/gateways/gateway-3/connections'])

  await visit(page, '/people')
  await page.getByRole('button', { name: account.email, exact: true }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, 'the menu of the account')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove grace@example.com' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(page, 'a question that must be answered')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search' }).fill('acme')
  await expect(page.getByRole('option', { name: /acme/ }).first()).toBeVisible()
  await expectAccessible(page, 'the palette')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 375, height: 800 })
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'the navigation of a telephone')
})

test('every page whose data cannot be had is accessible in both themes, and says so', async ({
  page,
  postgres,
  tidegate,
}) => {
  test.setTimeout(patienceMs)
  await tidegate.signIn()
  await page.goto('/gateways')
  try {
    await postgres.pause()
    for (const path of consolePages) {
      await visit(page, path)
      await expect(page.getByRole('main').getByText('The database does not answer').first()).toBeVisible()
      await expectAccessible(page, path)
    }
  } finally {
    await postgres.start()
  }
})

import type { Locator, Page } from '@playwright/test'
import { query } from '@tidegate/testkit'
import { account, expect, test } from './fixture.ts'
import { putSample } from './sample.ts'

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
})

const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/

/** What stands under "Correlation id" there. */
async function idIn(notice: Locator): Promise<string> {
  await expect(notice).toContainText(uuid)
  return uuid.exec(await notice.innerText())![0]
}

/** A session without a time is an error that nobody has foreseen. */
const putSessionTime = (time: 'null' | 'now()', databaseUrl: string) =>
  query(
    databaseUrl,
    `alter table "Session" alter "updatedAt" drop not null; update "Session" set "updatedAt" = ${time}`,
  )

const alert = (page: Page, what: string) => page.getByRole('alert').filter({ hasText: what })

test('a page whose data cannot be read says what, why and what next, under an id that stays and that the log has', async ({
  page,
  postgres,
  tidegate,
}) => {
  await page.goto('/virtual-clusters')
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  const notice = alert(page, 'The database does not answer')
  try {
    await postgres.pause()
    await expect(notice).toContainText('check that PostgreSQL runs')
    await expect(notice).toContainText('Gateways go on serving what they have')
    const id = await idIn(notice)
    await expect.poll(() => tidegate.log()).toContain(id)
    const tried = tidegate.log().split('correlationId').length
    await expect.poll(() => tidegate.log().split('correlationId').length).toBeGreaterThan(tried + 1)
    expect(await idIn(notice)).toBe(id)
  } finally {
    await postgres.start()
  }
})

test('a dangerous change that fails says so on the page until its reader has gone on', async ({
  page,
  postgres,
  tidegate,
}) => {
  await tidegate.people.add(
    { name: 'Grace', email: 'grace@example.com', role: 'viewer' },
    { user: account.email, surface: 'trpc' },
  )
  await page.goto('/people')
  await page.getByRole('button', { name: 'Remove grace@example.com' }).click()
  try {
    await postgres.pause()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect
      .poll(async () => tidegate.log().includes(await idIn(alert(page, 'The database does not answer').first())))
      .toBe(true)
  } finally {
    await postgres.start()
  }
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(alert(page, 'The database does not answer')).toBeVisible()
  await expect(page.getByRole('row', { name: /grace@example\.com/ })).toBeVisible()
})

test('a page that breaks on the server tells the id that the log has, and can be tried again', async ({
  page,
  tidegate,
}) => {
  await putSessionTime('null', tidegate.databaseUrl)
  await page.goto('/gateways')
  const notice = alert(page, 'This page cannot be shown')
  await expect(notice).toContainText('Gateways and their clients are not touched')
  const [, digest] = /Correlation id (\d+)/.exec((await notice.innerText()).replaceAll('\n', ' '))!
  expect(tidegate.log()).toContain(digest!)
  await putSessionTime('now()', tidegate.databaseUrl)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('row', { name: /gateway-1/ })).toBeVisible()
})

test('a page that breaks in the browser leaves the way to the others open', async ({ page, tidegate }) => {
  await page.goto('/virtual-clusters')
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  await page.route(/gateway\.list/, route => route.fulfill({ json: [{ result: { data: [{ name: 7 }] } }] }))
  await page.getByRole('link', { name: 'Gateways' }).click()
  await expect(page).toHaveURL('/gateways')
  // The page came with what the server knew; news of a gateway has it asked again.
  await tidegate.report({ name: 'gateway-1' })
  await expect(alert(page, 'This page cannot be shown')).toBeVisible()
  await page.getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('row', { name: new RegExp(account.email) })).toBeVisible()
})

test('an address that leads nowhere says so, and where to go', async ({ page }) => {
  const answer = await page.goto('/nothing-here')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await page.getByRole('link', { name: 'Go to the start of the console' }).click()
  await expect(page).toHaveURL('/gateways')
})

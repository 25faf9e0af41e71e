import type { Page } from '@playwright/test'
import { account, expect, test } from './fixture.ts'
import { putPartner, putSample } from './sample.ts'

const says = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('main').getByText(words, typeof words === 'string' ? { exact: true } : {})).toBeVisible()

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
})

test('while the console is away its page keeps what it had and says how old it is; then nothing is missing', async ({
  page,
  tidegate,
}) => {
  await page.goto('/virtual-clusters')
  await says(page, 'Live')
  await tidegate.pause()
  await says(page, /^Reconnecting, stale for \d+ s$/)
  const notice = page.getByRole('alert').filter({ hasText: 'The console does not answer' })
  await expect(notice).toBeVisible()
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  await putPartner(tidegate, 'globex')
  await tidegate.start()
  await expect(page.getByRole('link', { name: 'globex' })).toBeVisible()
  await says(page, 'Live')
  await expect(notice).toBeHidden()
  await putPartner(tidegate, 'initech')
  await expect(page.getByRole('link', { name: 'initech' })).toBeVisible()
})

test('a stream that ends goes on where it was: what happened meanwhile is told, and nothing twice', async ({
  page,
  tidegate,
}) => {
  test.slow()
  const ids: (string | null)[] = []
  page.on('response', async response => {
    if (response.url().includes('/news')) ids.push(await response.request().headerValue('last-event-id'))
  })
  await page.goto('/virtual-clusters')
  await says(page, 'Live')
  await putPartner(tidegate, 'globex')
  await expect(page.getByRole('link', { name: 'globex' })).toBeVisible()
  // The server ends each stream after half a minute.
  await expect.poll(() => ids.length, { timeout: 60_000 }).toBeGreaterThan(1)
  expect(ids[0]).toBeNull()
  expect(ids[1]).toMatch(/^[0-9a-f-]{36}\/\d+$/)
  await putPartner(tidegate, 'initech')
  await expect(page.getByRole('link', { name: 'initech' })).toBeVisible()
  await says(page, 'Live')
})

test('with the database away and back a page mends itself, and hears of changes again', async ({
  page,
  postgres,
  tidegate,
}) => {
  await page.goto('/virtual-clusters')
  await says(page, 'Live')
  const notice = page.getByRole('alert').filter({ hasText: 'The database does not answer' })
  try {
    await postgres.pause()
    await says(page, /^Stale for \d+ s$/)
    await expect(notice).toBeVisible()
    await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  } finally {
    await postgres.start()
  }
  await says(page, 'Live')
  await expect(notice).toBeHidden()
  await putPartner(tidegate, 'globex')
  await expect(page.getByRole('link', { name: 'globex' })).toBeVisible()
})

test('a gateway that stops reporting is shown silent, and up to date again once it reports', async ({
  page,
  tidegate,
}) => {
  await page.goto('/gateways/gateway-1')
  await expect(page.getByText('Up to date')).toBeVisible()
  await tidegate.report({ name: 'gateway-1', seenAt: new Date() })
  // Ten seconds later that was the last report of a silent one.
  await expect(page.getByText(/^Silent, last seen/)).toBeVisible({ timeout: 30_000 })
  await tidegate.report({ name: 'gateway-1' })
  await expect(page.getByText('Up to date')).toBeVisible()
})

test('whose session ends signs in again in place: what was typed stays, and the page is live again', async ({
  page,
  context,
  tidegate,
}) => {
  await page.goto('/people?from=here')
  await page.getByLabel('Name', { exact: true }).fill('Grace Half-Typed')
  await context.clearCookies()
  const notice = page.getByRole('alert').filter({ hasText: 'Your session has ended' })
  await expect(notice).toBeVisible()
  await says(page, 'Signed out')
  await expect(notice.getByRole('link')).toHaveAttribute('href', /from=%2Fpeople%3Ffrom%3Dhere/)
  await expect(notice.getByLabel('E-mail')).toHaveValue(account.email)
  await notice.getByLabel('Password').fill('not the password')
  await notice.getByRole('button', { name: 'Sign in again' }).click()
  await expect(notice.getByText('The e-mail address or the password is wrong.')).toBeVisible()
  await notice.getByLabel('Password').fill(account.password)
  await notice.getByRole('button', { name: 'Sign in again' }).click()
  await expect(notice).toBeHidden()
  await says(page, 'Live')
  await expect(page).toHaveURL('/people?from=here')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Grace Half-Typed')
  await page.getByRole('link', { name: 'Virtual clusters' }).click()
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  await putPartner(tidegate, 'globex')
  await expect(page.getByRole('link', { name: 'globex' })).toBeVisible()
})

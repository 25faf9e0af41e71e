import type { Page } from '@playwright/test'
import { expect, test } from './fixture.ts'
import { putSample } from './sample.ts'

const apply = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const effect = (page: Page) => page.getByRole('region', { name: 'What this will do' })
const outcome = (page: Page) => page.getByRole('region', { name: 'What was done' })

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
})

test('a virtual cluster is created after it was shown what that does', async ({ page, tidegate }) => {
  await page.goto('/virtual-clusters')
  await page.getByRole('link', { name: 'New virtual cluster' }).click()
  await page.getByLabel('Name', { exact: true }).fill('globex')
  await expect(effect(page).getByText(/new virtual cluster globex/)).toBeVisible()
  await effect(page).getByRole('tab', { name: 'YAML' }).click()
  await expect(effect(page).getByText('name: globex')).toBeVisible()
  await effect(page).getByRole('tab', { name: 'Diff' }).click()
  await expect(effect(page).getByRole('region', { name: /Create virtual cluster globex/ })).toBeVisible()
  expect(await tidegate.store.get({ kind: 'VirtualCluster', name: 'globex' })).toBeUndefined()

  await apply(page, 'Create virtual cluster')
  await expect(outcome(page).getByText(/Applied as generation/)).toBeVisible()
  await expect(outcome(page).getByText('In force on 0 of 2 gateways')).toBeVisible()
  await tidegate.report({ name: 'gateway-1' })
  await expect(outcome(page).getByText('In force on 1 of 2 gateways')).toBeVisible()
  await outcome(page).getByRole('link', { name: 'Go to globex' }).click()
  await expect(page).toHaveURL('/virtual-clusters/globex')
})

test('a field that is wrong says so in the words of the HTTP API, once it was left', async ({ page }) => {
  await page.goto('/virtual-clusters/new')
  await page.getByLabel('Name', { exact: true }).fill('not a name')
  await page.keyboard.press('Tab')
  const words = 'metadata.name: use only letters, digits, dots, underscores and dashes'
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: words }).first()).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await apply(page, 'Create virtual cluster')
  await expect(page.getByText('Correct what is marked first.')).toBeVisible()
})

test('of two tabs that edit the same, the second sees both versions and loses nothing', async ({
  page,
  context,
  tidegate,
}) => {
  const other = await context.newPage()
  for (const each of [page, other]) {
    await each.goto('/virtual-clusters/acme/edit')
    await expect(each.getByLabel('Super users', { exact: true })).toHaveValue('admin')
  }
  await page.getByLabel('Super users', { exact: true }).fill('admin, first')
  await apply(page, 'Save changes')
  await expect(outcome(page).getByText(/Applied/)).toBeVisible()

  await other.getByLabel('Super users', { exact: true }).fill('admin, second')
  await expect(other.getByText('Someone else has changed this since you began')).toBeVisible()
  await apply(other, 'Save changes')
  const conflict = other.getByRole('region', { name: 'Changed meanwhile' })
  await expect(conflict.getByText('What you started from')).toBeVisible()
  await expect(conflict.getByRole('region', { name: 'What they changed' }).getByText('first')).toBeVisible()
  await conflict.getByRole('button', { name: 'Keep my changes on top of theirs' }).click()
  await expect(other.getByLabel('Super users', { exact: true })).toHaveValue('admin, first, second')
  await apply(other, 'Save changes')
  await expect(outcome(other).getByText(/Applied/)).toBeVisible()
  const kept = await tidegate.store.get({ kind: 'VirtualCluster', name: 'acme' })
  expect(kept?.spec.superUsers).toEqual(['admin', 'first', 'second'])
})

test('a virtual cluster is removed only once its name was typed and its loss was shown', async ({ page, tidegate }) => {
  await page.goto('/virtual-clusters/acme')
  await page.getByRole('button', { name: 'Remove virtual cluster acme' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText(/connected clients? will notice/)).toBeVisible()
  const remove = dialog.getByRole('button', { name: 'Remove virtual cluster acme' })
  await expect(remove).toBeDisabled()
  await dialog.getByRole('textbox').fill('acme')
  await remove.click()
  await expect(page).toHaveURL('/virtual-clusters')
  expect(await tidegate.store.get({ kind: 'VirtualCluster', name: 'acme' })).toBeUndefined()
})

test('a partner is removed on its own page with all that was shared, and its clients are counted first', async ({
  page,
  tidegate,
}) => {
  await tidegate.put('Partner', { name: 'acme' }, { displayName: 'Acme', contacts: [], endsOn: '2099-12-31' })
  await page.goto('/partners/acme')
  await page.getByRole('button', { name: 'Remove partner Acme' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText(/connected clients? will notice/)).toBeVisible()
  await dialog.getByRole('textbox').fill('acme')
  await dialog.getByRole('button', { name: 'Remove partner Acme' }).click()
  await expect(page).toHaveURL('/partners')
  expect(await tidegate.store.list({ kind: 'VirtualCluster' })).toEqual([])
  expect(await tidegate.store.list({ kind: 'Acl' })).toEqual([])
})

test('what was changed is told with its author, and taken back as a new change', async ({ page, tidegate }) => {
  await page.goto('/virtual-clusters/acme/edit')
  await page.getByLabel('Super users', { exact: true }).fill('other')
  await apply(page, 'Save changes')
  await expect(outcome(page)).toBeVisible()

  await page.goto('/virtual-clusters/acme/activity')
  await page.getByText(/created virtual cluster acme/).click()
  await page.getByRole('button', { name: 'Return to this' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText('other may no longer do everything in acme, only what ACLs allow.')).toBeVisible()
  await dialog.getByRole('button', { name: /Return to generation/ }).click()
  await expect(dialog.getByText(/Applied as generation/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText(/changed virtual cluster acme/)).toHaveCount(2)
  expect((await tidegate.store.get({ kind: 'VirtualCluster', name: 'acme' }))?.spec.superUsers).toEqual(['admin'])
})

test('YAML that is edited is planned and applied like a form', async ({ page, tidegate }) => {
  await page.goto('/virtual-clusters/acme/yaml')
  const text = page.getByLabel('YAML', { exact: true })
  await expect(text).toHaveValue(/superUsers:\n {4}- admin/)
  await expect(effect(page).getByText('Nothing would change.')).toBeVisible()
  await text.fill((await text.inputValue()).replace('- admin', '- boss'))
  await expect(effect(page).getByText(/boss may do everything in acme/)).toBeVisible()
  await apply(page, 'Apply')
  await expect(outcome(page)).toBeVisible()
  expect((await tidegate.store.get({ kind: 'VirtualCluster', name: 'acme' }))?.spec.superUsers).toEqual(['boss'])
})

test('a Viewer sees what a form would do, and is told why it cannot be done', async ({ page, tidegate }) => {
  await page.context().clearCookies()
  await tidegate.signInAs('viewer')
  await page.goto('/virtual-clusters/acme/edit')
  await page.getByLabel('Super users', { exact: true }).fill('other')
  await expect(effect(page).getByText(/other may do everything/)).toBeVisible()
  await expect(page.getByText('Your role is Viewer.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeDisabled()
})

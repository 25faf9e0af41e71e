import type { Page } from '@playwright/test'
import { aclName } from '@tidegate/resources'
import { expectAccessible } from './accessible.ts'
import { expect, type Tidegate, test } from './fixture.ts'
import { putSample } from './sample.ts'

const effect = (page: Page) => page.getByRole('region', { name: 'What this will do' })
const outcome = (page: Page) => page.getByRole('region', { name: 'What was done' })
const cell = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const rights = (page: Page) => effect(page).getByRole('region', { name: 'What reader may do' })

const rule = (operation: string, name = 'orders') =>
  ({
    resourcePattern: { resourceType: 'TOPIC', name, patternType: 'LITERAL' },
    principal: 'User:reader',
    host: '*',
    operation,
    permissionType: 'ALLOW',
  }) as never

const put = ({ put }: Tidegate, spec: never) => put('Acl', { name: aclName(spec), vCluster: 'acme' }, spec)

/** Such as `ALLOW READ TOPIC orders`, in order. */
async function rulesOf({ store }: Tidegate, principal = 'User:reader'): Promise<string[]> {
  const acls = await store.list({ kind: 'Acl', vCluster: 'acme' })
  return acls
    .map(({ spec }) => spec)
    .filter(spec => spec.principal === principal)
    .map(({ permissionType, operation, resourcePattern: { resourceType, name, patternType } }) =>
      [permissionType, operation, resourceType, `${name}${patternType === 'PREFIXED' ? '…' : ''}`].join(' '),
    )
    .sort()
}

const reader = '/virtual-clusters/acme/acls/User%3Areader'

test.beforeEach(async ({ tidegate }) => {
  await tidegate.signIn()
  await putSample(tidegate)
})

test('an intent becomes rules that are shown, warned of and made at once, each with its result', async ({
  page,
  tidegate,
}) => {
  await page.goto('/virtual-clusters/acme/acls')
  await page.getByRole('link', { name: 'Give access' }).click()
  await page.getByLabel('Account or principal').fill('writer')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/virtual-clusters/acme/acls/User%3Awriter')
  await page.getByRole('radio', { name: /^Consume/ }).check()
  await page.getByRole('group', { name: 'Topics' }).getByRole('button', { name: 'orders' }).click()
  const warnings = effect(page).getByRole('list', { name: 'Warnings' })
  await expect(warnings.getByText(/use no group/)).toBeVisible()
  await expect(warnings.getByText(/no service account/)).toBeVisible()
  await page.getByRole('group', { name: 'Consumer groups' }).getByLabel('Which groups').selectOption('PREFIX')
  await page.getByLabel('Beginning').fill('app')
  await expect(warnings.getByText(/“app” is short/)).toBeVisible()
  await expect(warnings.getByText(/use no group/)).toBeHidden()
  await expect(effect(page).getByText('writer may read topic orders from any host.').first()).toBeVisible()
  await effect(page).getByText('The same with kafka-acls').click()
  await expect(effect(page).getByText('--group app --resource-pattern-type prefixed')).toBeVisible()

  await page.getByRole('button', { name: 'Change access' }).click()
  await expect(outcome(page).getByRole('row', { name: 'Read topic orders Allow Created' })).toBeVisible()
  await expect(outcome(page).getByText('in one transaction')).toBeVisible()
  expect(await rulesOf(tidegate, 'User:writer')).toEqual([
    'ALLOW DESCRIBE GROUP app…',
    'ALLOW DESCRIBE TOPIC orders',
    'ALLOW READ GROUP app…',
    'ALLOW READ TOPIC orders',
  ])
  await outcome(page).getByRole('link', { name: 'Go to access of acme' }).click()
  await expect(page.getByRole('row', { name: /^writer .*topic orders: .*No account/ })).toBeVisible()
})

test('operations are set by keyboard, and every right is shown before and after with the rule that decides', async ({
  page,
  tidegate,
}) => {
  await page.goto(reader)
  await expect(rights(page).getByText('Read', { exact: true })).toBeVisible()
  const read = cell(page, 'Read topic orders')
  await read.getByRole('radio', { name: 'Allow' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(read.getByRole('radio', { name: 'Deny' })).toBeChecked()
  await expect(read.getByRole('radio', { name: 'Deny' })).toBeFocused()
  await expect(rights(page).getByText('Read (lost)')).toBeVisible()
  await expect(rights(page).getByText('Describe (lost)')).toBeVisible()
  await expect(effect(page).getByText(/loses rights: apache-kafka-java 4\.3\.1 from 10\.0\.0\.7/)).toBeVisible()
  await rights(page).getByText('topic orders', { exact: true }).click()
  await expect(rights(page).getByText(/Read: reader may not read topic orders from any host, whatever/)).toBeVisible()

  await read.getByRole('radio', { name: 'Deny' }).focus()
  await page.keyboard.press('Tab')
  await expect(cell(page, 'Write topic orders').getByRole('radio', { name: 'Not set' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(cell(page, 'Write topic orders').getByRole('radio', { name: 'Allow' })).toBeChecked()
  await expect(rights(page).getByText('Write (gained)')).toBeVisible()
  await page.getByRole('button', { name: 'Change access' }).click()
  await expect(outcome(page).getByRole('row', { name: 'Read topic orders Deny Created' })).toBeVisible()
  await expect(outcome(page).getByRole('row', { name: 'Read topic orders Allow Removed' })).toBeVisible()
  expect(await rulesOf(tidegate)).toEqual(['ALLOW WRITE TOPIC orders', 'DENY READ TOPIC orders'])
})

test('of two tabs that edit one principal, neither drops a rule that the other made', async ({
  page,
  context,
  tidegate,
}) => {
  const other = await context.newPage()
  for (const each of [page, other]) {
    await each.goto(reader)
    await expect(cell(each, 'Read topic orders').getByRole('radio', { name: 'Allow' })).toBeChecked()
  }
  await cell(other, 'Alter topic orders').getByRole('radio', { name: 'Deny' }).check()
  await cell(other, 'Read topic orders').getByRole('radio', { name: 'Not set' }).check()
  await cell(page, 'Write topic orders').getByRole('radio', { name: 'Allow' }).check()
  await page.getByRole('button', { name: 'Change access' }).click()
  await expect(outcome(page).getByText(/Applied/)).toBeVisible()

  const meanwhile = other.getByRole('region', { name: 'Changed by someone else' })
  await expect(meanwhile.getByRole('row', { name: 'Write topic orders Not set Allow Allow' })).toBeVisible()
  await other.getByRole('button', { name: 'Change access' }).click()
  await expect(outcome(other).getByText(/Applied/)).toBeVisible()
  expect(await rulesOf(tidegate)).toEqual(['ALLOW WRITE TOPIC orders', 'DENY ALTER TOPIC orders'])
})

test('what someone else removed meanwhile is not put back, and is no reason to fail', async ({ page, tidegate }) => {
  await put(tidegate, rule('WRITE'))
  await page.goto(reader)
  await cell(page, 'Write topic orders').getByRole('radio', { name: 'Not set' }).check()
  await cell(page, 'Delete topic orders').getByRole('radio', { name: 'Allow' }).check()
  await tidegate.remove('Acl', { name: aclName(rule('WRITE')), vCluster: 'acme' })
  await expect(page.getByRole('row', { name: 'Write topic orders Allow Not set Not set' })).toBeVisible()
  await page.getByRole('button', { name: 'Change access' }).click()
  await expect(outcome(page).getByRole('row', { name: 'Delete topic orders Allow Created' })).toBeVisible()
  expect(await rulesOf(tidegate)).toEqual(['ALLOW DELETE TOPIC orders', 'ALLOW READ TOPIC orders'])
})

test('rules that are a part of the virtual cluster are edited alike, and two tabs keep both edits', async ({
  page,
  context,
  tidegate,
}) => {
  const spec = { type: 'Partner', aclEnabled: true, aclMode: 'REST_API', superUsers: [], acls: [rule('READ')] }
  await tidegate.put('VirtualCluster', { name: 'listed' }, spec)
  const other = await context.newPage()
  for (const each of [page, other]) {
    await each.goto('/virtual-clusters/listed/acls/User%3Areader')
    await expect(cell(each, 'Read topic orders').getByRole('radio', { name: 'Allow' })).toBeChecked()
  }
  await cell(other, 'Alter topic orders').getByRole('radio', { name: 'Deny' }).check()
  await cell(page, 'Write topic orders').getByRole('radio', { name: 'Allow' }).check()
  await page.getByRole('button', { name: 'Change access' }).click()
  await expect(outcome(page).getByRole('row', { name: 'Write topic orders Allow Created' })).toBeVisible()
  await expect(other.getByRole('row', { name: 'Write topic orders Not set Allow Allow' })).toBeVisible()
  await other.getByRole('button', { name: 'Change access' }).click()
  await expect(outcome(other).getByRole('row', { name: 'Alter topic orders Deny Created' })).toBeVisible()
  const kept = await tidegate.store.get({ kind: 'VirtualCluster', name: 'listed' })
  expect(kept?.spec.acls.map(({ permissionType, operation }) => `${permissionType} ${operation}`)).toEqual([
    'ALLOW READ',
    'ALLOW WRITE',
    'DENY ALTER',
  ])
})

test('who can is answered with the rule that decides, and the address is the question', async ({ page, tidegate }) => {
  await page.goto('/virtual-clusters/acme/acls/explore')
  await page.getByLabel('Can principal').fill('reader')
  await page.getByLabel('Called').fill('orders')
  const answer = page.getByRole('region', { name: 'Answer' })
  await expect(answer.getByText('Yes: reader can read topic orders')).toBeVisible()
  await expect(answer.getByRole('row', { name: 'admin It is a super user, whom no ACL binds.' })).toBeVisible()
  await page.getByLabel('Do', { exact: true }).selectOption('WRITE')
  await expect(answer.getByText('No: reader cannot write topic orders')).toBeVisible()
  await expect(page).toHaveURL(/principal=reader.*operation=WRITE|operation=WRITE.*principal=reader/)
  await put(tidegate, rule('WRITE'))
  await expect(answer.getByText('Yes: reader can write topic orders')).toBeVisible()
  await page.reload()
  await expect(answer.getByText('Yes: reader can write topic orders')).toBeVisible()
  await page.getByLabel('Can principal').fill('')
  await expect(answer.getByText(/^(Yes|No):/)).toBeHidden()
  await expect(answer.getByRole('row', { name: /reader reader may write to topic orders/ })).toBeVisible()
})

test('the view as a partner shows what is granted under its alias, and nothing else', async ({ page, tidegate }) => {
  const cluster = { physicalCluster: 'clusterA' }
  await tidegate.put(
    'AliasTopic',
    { name: 'secret', vCluster: 'acme' },
    { physicalName: 'internal.secret', ...cluster },
  )
  await page.goto('/virtual-clusters/acme/as?user=reader')
  const seen = page.getByRole('region', { name: 'What reader sees' })
  await expect(seen.getByRole('row', { name: 'orders Read, Describe' })).toBeVisible()
  await expect(seen.getByText('localhost:6972')).toBeVisible()
  await expect(seen.getByText('secret')).toHaveCount(0)
  await expect(seen.getByText('internal')).toHaveCount(0)
  await expect(page.getByText('1 alias topic is hidden from it.')).toBeVisible()
  await expect(page.getByText(/^0 physical names/)).toBeVisible()

  await tidegate.put(
    'AliasTopic',
    { name: 'internal.open', vCluster: 'acme' },
    { physicalName: 'internal.open', ...cluster },
  )
  await put(tidegate, rule('READ', 'internal.open'))
  await expect(seen.getByRole('row', { name: /internal\.open Read/ })).toBeVisible()
  await expect(page.getByText('1 physical name is seen')).toBeVisible()
})

test('principals are found by name and by what is special about them, and the address keeps it', async ({
  page,
  tidegate,
}) => {
  await put(tidegate, { ...(rule('READ') as object), principal: 'User:*', permissionType: 'DENY' } as never)
  await page.goto('/virtual-clusters/acme/acls')
  await expect(page.getByRole('row', { name: /^Everybody .*Deny Read/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^admin Needs none Super user/ })).toBeVisible()
  await page.getByLabel('Show').selectOption('DENY')
  await expect(page.getByRole('row', { name: /^admin/ })).toBeHidden()
  await page.reload()
  await expect(page.getByRole('row', { name: /^Everybody/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^admin/ })).toBeHidden()
  await page.getByLabel('Search principals').fill('nobody at all')
  await expect(page.getByText('Nobody matches.')).toBeVisible()
})

const pages = [
  ['/virtual-clusters/acme/acls', /topic orders/],
  ['/virtual-clusters/acme/acls/all', /orders/],
  ['/virtual-clusters/acme/acls/new', /Who gets access/],
  ['/virtual-clusters/acme/as?user=reader', /^0 physical names/],
  ['/virtual-clusters/acme/acls/explore?principal=reader&name=orders', /^Yes/],
  [reader, /Topic orders/],
] as const

test('the pages of access fit every screen, and an answer and an edit are accessible in both themes', async ({
  page,
}) => {
  test.slow()
  for (const [path, text] of pages) {
    await page.goto(path)
    await expect(page.getByRole('main').getByText(text).first()).toBeVisible()
    for (const width of [375, 1920]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
    }
    if (path.includes('explore')) await expectAccessible(page, path)
  }
  await cell(page, 'Read topic orders').getByRole('radio', { name: 'Deny' }).check()
  await expect(rights(page).getByText('Read (lost)')).toBeVisible()
  await expectAccessible(page, reader)
})

import type { Page } from '@playwright/test'
import { expect, type Tidegate, test } from './fixture.ts'
import { putMany } from './many.ts'
import { putSample } from './sample.ts'

const aliasTopics = '/virtual-clusters/acme/alias-topics'
const acls = '/virtual-clusters/acme/acls/all'

async function fill({ page, tidegate }: { page: Page; tidegate: Tidegate }, many: { aliases: number; acls?: number }) {
  await tidegate.signIn()
  await putSample(tidegate)
  await putMany({ databaseUrl: tidegate.databaseUrl, vCluster: 'acme', ...many })
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** A page answers to keys once it is more than what the server sent. */
async function visit(page: Page, path?: string) {
  await (path === undefined ? page.reload() : page.goto(path))
  await expect
    .poll(async () => {
      await page.keyboard.press('/')
      return search(page).evaluate(box => box === document.activeElement)
    })
    .toBe(true)
  await search(page).blur()
}

/** By so many pixels at a time, or each time to the end. Answers how many rows the page held at most on the way. */
async function scrollTo(page: Page, name: string, by?: number): Promise<number> {
  let most = 0
  const isThere = async () => {
    if (by === undefined) await page.keyboard.press('End')
    else await page.evaluate(pixels => window.scrollBy(0, pixels), by)
    most = Math.max(most, await rowsOf(page).count())
    return row(page, name).isVisible()
  }
  await expect.poll(isThere, { timeout: 240_000, intervals: [20] }).toBe(true)
  return most
}

/** A heading of columns is a row too. */
const rowsOf = (page: Page) => page.getByRole('table').getByRole('row')
const search = (page: Page) => page.getByRole('searchbox')
const words = (page: Page) => page.getByRole('search').getByRole('status')
const row = (page: Page, name: string) => page.getByRole('row', { name })

test('of ten thousand rows that are loaded the page holds a few dozen, and tells how many there are', async ({
  page,
  tidegate,
}) => {
  // Fifty pages, each of which is awaited.
  test.setTimeout(300_000)
  await fill({ page, tidegate }, { aliases: 10_000 })
  await visit(page, aliasTopics)
  await expect(words(page)).toHaveText('10,001 alias topics')
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '10002')
  expect(await scrollTo(page, 'topic-10000')).toBeLessThan(80)
  await expect(row(page, 'topic-10000')).toHaveAttribute('aria-rowindex', '10002')
  await expect(page.getByRole('button', { name: 'Load more alias topics' })).toBeHidden()
  await page.keyboard.press('Home')
  await expect(row(page, 'orders')).toBeVisible()
})

test('a search, an order and a filter stand in the address, survive a reload, and the way back undoes them', async ({
  page,
  tidegate,
}) => {
  await fill({ page, tidegate }, { aliases: 300, acls: 700 })
  await visit(page, acls)
  await expect(words(page)).toHaveText('701 ACLs')
  await page.getByLabel('Permission').selectOption('Deny')
  await expect(words(page)).toHaveText('14 of 701 match')
  await search(page).pressSequentially('App-4')
  await expect(words(page)).toHaveText('2 of 701 match')
  const name = page.getByRole('columnheader', { name: 'Name' })
  for (const order of ['ascending', 'descending']) {
    await name.getByRole('button').click()
    await expect(name).toHaveAttribute('aria-sort', order)
  }
  await expect(rowsOf(page).nth(1)).toContainText('topic-00450')
  await expect(page).toHaveURL(`${acls}?permissionType=DENY&search=App-4&sort=resourceName&order=desc`)

  await page.goBack()
  await expect(name).toHaveAttribute('aria-sort', 'ascending')
  await page.goBack()
  await expect(name).not.toHaveAttribute('aria-sort')
  await page.goBack()
  await expect(search(page)).toHaveValue('')
  await expect(words(page)).toHaveText('14 of 701 match')
  await page.goForward()
  await expect(search(page)).toHaveValue('App-4')
  await expect(words(page)).toHaveText('2 of 701 match')

  await visit(page)
  await expect(search(page)).toHaveValue('App-4')
  await expect(page.getByLabel('Permission')).toHaveValue('DENY')
  await expect(words(page)).toHaveText('2 of 701 match')
  await page.goBack()
  await expect(search(page)).toHaveValue('')
  await expect(words(page)).toHaveText('14 of 701 match')
})

test('what no row matches says so and leads back to all, and a principal leads to all that it may do', async ({
  page,
  tidegate,
}) => {
  await fill({ page, tidegate }, { aliases: 1, acls: 700 })
  await visit(page, `${acls}?search=nothing+of+the+kind&operation=READ&sort=colour`)
  await expect(page.getByText('No ACL matches.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(words(page)).toHaveText('701 ACLs')
  await expect(page).toHaveURL(`${acls}?sort=colour`)
  await page.getByRole('button', { name: 'User:app-0', exact: true }).click()
  await expect(words(page)).toHaveText('1 of 701 match')
  await page.getByRole('button', { name: 'Show every principal' }).click()
  await expect(words(page)).toHaveText('701 ACLs')
})

test('a list is searched and ordered by keyboard alone, and goes on after a page that could not be read', async ({
  page,
  tidegate,
}) => {
  await fill({ page, tidegate }, { aliases: 450 })
  await visit(page, aliasTopics)
  await expect(words(page)).toHaveText('451 alias topics')
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('topic-0')
  await expect(words(page)).toHaveText('450 of 451 match')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'New alias topic' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Select all 450' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Alias', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rowsOf(page).nth(1)).toContainText('topic-00450')

  const nextPages = /aliasTopic\.page.*cursor/
  await page.route(nextPages, route => route.abort())
  await page.getByRole('button', { name: 'Load more alias topics' }).focus()
  await expect(page.getByRole('alert').filter({ hasText: 'The console does not answer' })).toBeVisible()
  await expect(row(page, 'topic-00251')).toBeVisible()
  await page.unroute(nextPages)
  await scrollTo(page, 'topic-00001')
})

test('rows that come above or go do not move what is read, and on a telephone rows are cards', async ({
  page,
  tidegate,
}) => {
  await fill({ page, tidegate }, { aliases: 300 })
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 800 })
    await visit(page, `${aliasTopics}?search=topic-0`)
    await scrollTo(page, 'topic-00040', 400)
    await row(page, 'topic-00040').scrollIntoViewIfNeeded()
    const top = async () => Math.round((await row(page, 'topic-00040').boundingBox())!.y)
    const settled = async () => {
      const before = await top()
      await page.evaluate(() => new Promise(requestAnimationFrame))
      return (await top()) - before
    }
    await expect.poll(settled).toBe(0)
    const before = await top()
    for (const i of [1, 2, 3])
      await tidegate.put(
        'AliasTopic',
        { name: `topic-0-${width}-${i}`, vCluster: 'acme' },
        { physicalName: `new-${width}-${i}`, physicalCluster: 'clusterA' },
      )
    await expect(words(page)).toHaveText(/^30[36] of 30[47] match$/)
    await expect.poll(settled).toBe(0)
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(scrollWidth).toBeLessThanOrEqual(width)
  }
})

test('all that match are selected at once, loaded or not, but for those that are taken out again', async ({
  page,
  tidegate,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await fill({ page, tidegate }, { aliases: 1_000 })
  await visit(page, `${aliasTopics}?search=topic-0`)
  await page.getByRole('checkbox', { name: 'Select topic-00003' }).check()
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Select all 1,000' }).click()
  await expect(page.getByText('1,000 selected')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select topic-00002' }).uncheck()
  await page.getByRole('button', { name: 'Copy names' }).click()
  await expect(page.getByText('999 copied')).toBeVisible()
  const names = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
  expect(names).toHaveLength(999)
  expect([names[0], names[1], names.at(-1)]).toEqual(['topic-00001', 'topic-00003', 'topic-01000'])

  await search(page).fill('topic-00')
  await expect(words(page)).toHaveText('999 of 1,001 match')
  await expect(page.getByText('No alias topic selected')).toBeVisible()
})

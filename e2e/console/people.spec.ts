import { account, expect, send, test } from './fixture.ts'

test('an Owner adds someone, who sets a password by a link that works once', async ({ page, browser, tidegate }) => {
  await tidegate.signIn()
  await page.goto('/people')
  await expect(page.getByRole('row', { name: new RegExp(account.email) })).toContainText('(you)')
  await page.getByLabel('Name').fill('Grace Operator')
  await page.getByLabel('E-mail').fill('Grace@example.com')
  await page.getByLabel('Role', { exact: true }).selectOption('Operator')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const shown = page.getByRole('region', { name: 'Password link' })
  const link = (await shown.getByText(/\/password\?token=/).textContent())!.trim()
  await expect(page.getByRole('row', { name: /grace@example\.com/ })).toContainText('the link waits')

  const theirs = await browser.newContext()
  const their = await theirs.newPage()
  await their.goto(link)
  await expect(their.getByText('For grace@example.com')).toBeVisible()
  await their.getByLabel('Password').fill('correct horse battery')
  await their.getByRole('button', { name: 'Set the password' }).click()
  await expect(their).toHaveURL(`${tidegate.url}/gateways`)
  await their.goto(link)
  await expect(their.getByRole('alert').filter({ hasText: 'Ask an Owner for a new one' })).toBeVisible()
  await expect(page.getByRole('row', { name: /grace@example\.com/ })).toContainText('Password')
  await theirs.close()
})

test('a role changes what its holder may do at once, and a removed person is out within seconds', async ({
  page,
  browser,
  tidegate,
}) => {
  const { email, password } = await tidegate.signInAs('viewer')
  await page.goto('/gateways')
  await expect(page.getByRole('heading', { name: 'No gateway yet' })).toBeVisible()
  const owners = await browser.newContext({ baseURL: tidegate.url })
  await send(owners.request, tidegate.url, { path: '/api/sign-in', data: account })
  const owner = await owners.newPage()
  await owner.goto('/people')
  await owner.getByLabel(`Role of ${email}`).selectOption('Owner')
  await expect.poll(async () => (await page.request.get('/api/trpc/person.list')).status()).toBe(200)

  await owner.getByRole('button', { name: `Remove ${email}` }).click()
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(owner.getByRole('row', { name: new RegExp(email) })).toBeHidden()
  await expect(page.getByRole('alert').filter({ hasText: 'Your session has ended' })).toBeVisible()
  const again = await send(page.request, tidegate.url, { path: '/api/sign-in', data: { email, password } })
  expect(again.status()).toBe(401)
  await owners.close()
})

test('the last Owner can neither be removed nor become less, and the page says why', async ({ page, tidegate }) => {
  await tidegate.signIn()
  await page.goto('/people')
  const why = page.getByRole('alert').filter({ hasText: 'make another Owner first' })
  await page.getByLabel(`Role of ${account.email}`).selectOption('Viewer')
  await expect(why).toBeVisible()
  await expect(page.getByLabel(`Role of ${account.email}`)).toHaveValue('owner')
  await page.reload()
  await page.getByRole('button', { name: `Remove ${account.email}` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(why).toBeVisible()
  expect(await tidegate.people.list()).toMatchObject([{ email: account.email, role: 'owner' }])
})

test('an address that is there already is not added again', async ({ page, tidegate }) => {
  await tidegate.signIn()
  await page.goto('/people')
  await page.getByLabel('Name').fill('Another')
  await page.getByLabel('E-mail').fill('OWNER@example.com')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'is there already' })).toBeVisible()
})

test('a new password link ends the one before, and the new password ends every session', async ({ page, tidegate }) => {
  const { email } = await tidegate.signInAs('viewer')
  const { id } = (await tidegate.people.list()).find(person => person.email === email)!
  const actor = { user: account.email, surface: 'trpc' } as const
  const [first, second] = [
    await tidegate.people.offerPassword(id, actor),
    await tidegate.people.offerPassword(id, actor),
  ]
  const set = (token: string) =>
    send(page.request, tidegate.url, { path: '/api/password', data: { token, password: 'correct horse battery' } })
  expect((await set(first.token)).status()).toBe(403)
  const [before] = await tidegate.people.sessions(id)
  expect((await set(second.token)).status()).toBe(200)
  const after = await tidegate.people.sessions(id)
  expect(after.map(session => session.id)).not.toContain(before!.id)
  expect(after).toHaveLength(1)
})

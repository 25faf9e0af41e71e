import { account, expect, send, test } from './fixture.ts'
import { putSample } from './sample.ts'

const remove = { path: '/api/trpc/virtualCluster.remove', data: { name: 'globex' } }
const partner = { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] }

test('a viewer sees everything of the gateways, changes nothing, and is told who may', async ({ page, tidegate }) => {
  await putSample(tidegate)
  await tidegate.put('VirtualCluster', { name: 'globex' }, partner)
  await tidegate.signInAs('viewer')
  await page.goto('/virtual-clusters')
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  const answer = await send(page.request, tidegate.url, remove)
  expect(answer.status()).toBe(403)
  expect(await answer.text()).toContain('write access')
  expect(await tidegate.store.get({ kind: 'VirtualCluster', name: 'globex' })).toBeDefined()

  await page.goto('/people')
  await expect(page.getByRole('status').filter({ hasText: 'Only an Owner' })).toContainText('Ask an Owner')
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toBeHidden()
  expect((await page.request.get('/api/trpc/person.list')).status()).toBe(403)

  const viewer = (await tidegate.people.list()).find(({ role }) => role === 'viewer')
  await tidegate.people.remove(viewer!.id, { user: account.email, surface: 'trpc' })
  await expect(page.getByRole('alert').filter({ hasText: 'Your session has ended' })).toBeVisible()
})

test('an operator changes gateways but not people', async ({ page, tidegate }) => {
  await putSample(tidegate)
  await tidegate.put('VirtualCluster', { name: 'globex' }, partner)
  const { email } = await tidegate.signInAs('operator')
  expect((await send(page.request, tidegate.url, remove)).status()).toBe(200)
  expect(await tidegate.store.get({ kind: 'VirtualCluster', name: 'globex' })).toBeUndefined()

  const operator = (await tidegate.people.list()).find(person => person.email === email)
  for (const [verb, data] of Object.entries({
    add: { name: 'Eve', email: 'eve@example.com', role: 'owner' },
    setRole: { id: operator!.id, role: 'owner' },
    offerPassword: { id: operator!.id },
    remove: { id: operator!.id },
  }))
    expect((await send(page.request, tidegate.url, { path: `/api/trpc/person.${verb}`, data })).status(), verb).toBe(
      403,
    )
  expect(await tidegate.people.list()).toMatchObject([{ email }, { email: account.email }])
})

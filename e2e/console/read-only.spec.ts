import { expect, test } from './fixture.ts'
import { clientOf, putPartner, putSample } from './sample.ts'

test.beforeEach(({ tidegate }) => tidegate.signIn())

test('a page without objects says what would stand there and how to make the first', async ({ page, tidegate }) => {
  await page.goto('/gateways')
  await expect(page.getByRole('heading', { name: 'No gateway yet' })).toBeVisible()
  await expect(page.getByText('node apps/worker/src/main.ts')).toBeVisible()
  await page.goto('/connections')
  await expect(page.getByRole('heading', { name: 'No client yet' })).toBeVisible()
  await page.goto('/clusters')
  await expect(page.getByText('KAFKA_MAIN_BOOTSTRAP_SERVERS=')).toBeVisible()
  await page.goto('/virtual-clusters')
  await expect(page.getByText('/gateway/v2/virtual-cluster')).toBeVisible()

  await putPartner(tidegate, 'acme')
  await page.getByRole('link', { name: 'acme' }).click()
  await expect(page.getByText('No client can connect yet')).toBeVisible()
  await page.getByRole('link', { name: 'Alias topics' }).click()
  await expect(page.getByText('/gateway/v2/alias-topic')).toBeVisible()
  await page.getByRole('link', { name: 'Service accounts' }).click()
  await expect(page.getByText('/gateway/v2/service-account')).toBeVisible()
  await page.getByRole('link', { name: /^Access/ }).click()
  await expect(page.getByText('kafka-acls --bootstrap-server')).toBeVisible()
})

test('what changes in the store appears and disappears on the page without a reload', async ({ page, tidegate }) => {
  const { put, remove } = tidegate
  await putSample(tidegate)
  await page.goto('/virtual-clusters')
  await putPartner(tidegate, 'globex')
  await expect(page.getByRole('row', { name: /globex/ })).toBeVisible()
  await remove('VirtualCluster', { name: 'globex' })
  await expect(page.getByRole('row', { name: /globex/ })).toBeHidden()

  await page.getByRole('link', { name: 'acme' }).click()
  await page.getByRole('link', { name: 'Alias topics' }).click()
  await expect(page.getByRole('row', { name: /orders.*internal\.orders\.v3.*clusterA/ })).toBeVisible()
  const payments = { name: 'payments', vCluster: 'acme' }
  await put('AliasTopic', payments, { physicalName: 'internal.payments', physicalCluster: 'clusterA' })
  await expect(page.getByRole('row', { name: /payments/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Alias topics 2' })).toBeVisible()
})

test('a virtual cluster shows its addresses, its accounts and who may do what', async ({ page, tidegate }) => {
  await putSample(tidegate)
  await page.goto('/virtual-clusters/acme')
  await expect(page.getByText('In force on 2 of 2 gateways')).toBeVisible()
  await expect(page.getByText('localhost:6972', { exact: true })).toBeVisible()
  await expect(page.getByText('localhost:7972', { exact: true })).toBeVisible()
  await expect(page.getByText('sasl.mechanism=PLAIN')).toBeVisible()
  await page.getByRole('link', { name: 'Service accounts' }).click()
  await expect(page.getByRole('row', { name: /reader.*token/ })).toBeVisible()
  await page.getByRole('link', { name: /^Access/ }).click()
  await page.getByRole('link', { name: 'All rules' }).click()
  await expect(page.getByRole('row', { name: 'User:reader Allow Read Topic orders Any' })).toBeVisible()
})

test('a gateway that lags, fails or falls silent is told from one that does not', async ({ page, tidegate }) => {
  const { report } = tidegate
  await putSample(tidegate)
  await page.goto('/gateways')
  await expect(page.getByRole('row', { name: /gateway-1 Up to date 2 of 2 reachable/ })).toBeVisible()

  const refused = { name: 'clusterA', reachable: false, error: 'The connection was refused', brokers: [] }
  const error = { kind: 'PhysicalCluster', name: 'clusterA', message: 'Port 6972 is in use' }
  await report({ name: 'gateway-1', generation: 1, clusters: [refused], errors: [error] })
  await report({ name: 'gateway-2', seenAt: new Date(Date.now() - 60_000) })
  const row = page.getByRole('table', { name: 'Gateways' }).getByRole('row', { name: /gateway-1/ })
  await expect(row).toContainText('1 error')
  await expect(row).toContainText(/\d+ changes behind/)
  await expect(row).toContainText('0 of 1 reachable')
  await expect(page.getByRole('row', { name: /gateway-2 Silent, last seen/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /clusterA Port 6972 is in use/ })).toBeVisible()

  await page.goto('/clusters')
  await expect(page.getByRole('row', { name: /clusterA Upstream .* 0 of 2 gateways gateway-1: it runs/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /clusterA gateway-1 The connection was refused/ })).toBeVisible()
  await page.goto('/virtual-clusters/acme')
  await expect(page.getByText('In force on 0 of 2 gateways')).toBeVisible()
  await expect(page.getByText('Not yet in force on gateway-1')).toBeVisible()
})

test('physical clusters show where they come from, and no secret', async ({ page, tidegate }) => {
  const bodies: string[] = []
  page.on('response', async response => bodies.push(await response.text().catch(() => '')))
  await putSample(tidegate)
  await page.goto('/clusters')
  await expect(
    page.getByRole('row', { name: /main Main broker-1:9092 broker-2:9092 PLAINTEXT 2 of 2 gateways Environment/ }),
  ).toBeVisible()
  await expect(
    page.getByRole('row', { name: /clusterA Upstream a\.example:9092 SASL_PLAINTEXT.*Tidegate/ }),
  ).toBeVisible()
  await expect(
    page.getByRole('row', { name: /main gateway-1 Reachable 1 localhost:6969 2 localhost:6970/ }),
  ).toBeVisible()
  await expect.poll(() => bodies.some(body => body.includes('a.example:9092'))).toBe(true)
  expect(bodies.join()).not.toContain('hunter2-a')
})

test('with the database away the page says so and keeps what it knew, and mends itself', async ({
  page,
  postgres,
  tidegate,
}) => {
  await putSample(tidegate)
  const stream = page.waitForResponse(/\/api\/trpc\/news/)
  await page.goto('/virtual-clusters')
  await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await stream
  const notice = page.getByRole('alert').filter({ hasText: 'The database does not answer' })
  try {
    await postgres.pause()
    await expect(notice).toContainText('check that PostgreSQL runs')
    await expect(page.getByRole('link', { name: 'acme' })).toBeVisible()
    await expect(page.getByText(/^Stale/)).toBeVisible()
    await page.goto('/gateways')
    await expect(notice).toBeVisible()
    await expect(page.getByText('No data')).toBeVisible()
  } finally {
    await postgres.start()
  }
  await expect(page.getByRole('row', { name: /gateway-1/ })).toBeVisible()
  await expect(notice).toBeHidden()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
})

test('a virtual cluster that does not exist is told from one that is empty', async ({ page }) => {
  await page.goto('/virtual-clusters/nobody/acls')
  await expect(page.getByRole('alert').filter({ hasText: 'This does not exist' })).toContainText('nobody')
})

test('who is connected, and who was refused and why, is told without a reload', async ({ page, tidegate }) => {
  await putSample(tidegate)
  await page.goto('/connections')
  const now = new Date().toISOString()
  const from = { host: '10.0.0.7', software: 'librdkafka 2.16.0' }
  await tidegate.report({
    name: 'gateway-1',
    clients: [
      {
        virtualCluster: 'acme',
        physicalCluster: 'clusterA',
        user: 'reader',
        ...from,
        connections: 3,
        since: now,
        seen: now,
      },
    ],
    refusals: [
      { at: now, refusal: 'credentials', reason: 'the token is refused: it is expired', user: 'late', ...from },
    ],
  })
  await expect(page.getByRole('row', { name: /reader acme 10\.0\.0\.7 librdkafka 2\.16\.0 3 gateway-1/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Credentials the token is refused: it is expired late/ })).toBeVisible()
})

test('what happens while a page is on its way to the browser stands on it', async ({ context, page, tidegate }) => {
  await putSample(tidegate)
  const error = { kind: 'PhysicalCluster', name: 'clusterA', message: 'Port 6972 is in use' }
  await page.goto('/gateways')
  const beside = await context.newPage()
  await beside.goto('/gateways')
  const row = ({ name }: { name: RegExp }) => beside.getByRole('table', { name: 'Gateways' }).getByRole('row', { name })
  await expect(row({ name: /gateway-1 Up to date/ })).toBeVisible()
  await page.route(/\/connections\?/, async route => {
    const response = await route.fetch()
    // What is asked for ahead of a click has nothing in it yet.
    if (!route.request().headers()['next-router-prefetch']) {
      await tidegate.report({
        name: 'gateway-1',
        clients: [{ ...clientOf('gateway-1'), connections: 7 }],
        errors: [error],
      })
      await expect(row({ name: /gateway-1 1 error/ })).toBeVisible()
    }
    await route.fulfill({ response })
  })
  await page.getByRole('link', { name: 'Connections' }).click()
  await expect(page.getByRole('row', { name: /reader acme 10\.0\.0\.7 .* 7 gateway-1/ })).toBeVisible()
})

test('a page that nothing happens to asks for nothing, and shows a change at once', async ({ page, tidegate }) => {
  await putSample(tidegate)
  await page.goto('/virtual-clusters')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  let asked = 0
  page.on('request', request => {
    if (request.url().includes('/api/trpc/') && !/news|session\./.test(request.url())) asked += 1
  })
  // Longer than a page without a stream waits before it asks again, after what it asks when the stream opens.
  const quiet = async () => {
    const before = asked
    await page.waitForTimeout(3_000)
    return asked - before
  }
  await expect.poll(quiet).toBe(0)
  await putPartner(tidegate, 'globex')
  await expect(page.getByRole('row', { name: /globex/ })).toBeVisible({ timeout: 1_500 })
})

import { expect, test } from './live.ts'
import { putPartner } from './sample.ts'

test.beforeEach(({ tidegate }) => tidegate.signIn())

test('an alias topic is put from the console where its topic exists, and refused where it does not', async ({
  kafka,
  live,
  page,
  tidegate,
}) => {
  expect(live.gateway.process.running).toBe(true)
  await kafka.administer(admin => admin.createTopics({ topics: [{ topic: 'internal.orders' }] }))
  await putPartner(tidegate, 'acme')
  const put = (physicalName: string) =>
    page.request.post('/api/trpc/aliasTopic.put', {
      headers: { origin: tidegate.url },
      data: {
        manifest: {
          kind: 'AliasTopic',
          apiVersion: 'gateway/v2',
          metadata: { name: 'orders', vCluster: 'acme' },
          spec: { physicalName, physicalCluster: 'clusterA' },
        },
      },
    })
  expect(await (await put('internal.nothing')).text()).toContain('does not exist on cluster clusterA')
  expect((await put('internal.orders')).status()).toBe(200)
})

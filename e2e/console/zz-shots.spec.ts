import { test } from './live.ts'
import { putPartner } from './sample.ts'
test('shots', async ({ live, page, tidegate, kafka }) => {
  test.setTimeout(120000)
  await tidegate.signIn()
  await kafka.administer(admin => admin.createTopics({ topics: [{ topic: 'internal.orders', numPartitions: 3 }, ...Array.from({length: 60}, (_, i) => ({ topic: `team-${i%7}.events.${i}`, numPartitions: 1 + i % 4 }))] }))
  const producer = kafka.client.producer(); await producer.connect()
  await producer.send({ topic: 'internal.orders', messages: [0,1,2,0].map(partition => ({ partition, key: `k${partition}`, value: JSON.stringify({ order: partition, text: 'hello' }), headers: { trace: 'abc' } })) }); await producer.disconnect()
  await kafka.administer(admin => admin.setOffsets({ groupId: 'billing', topic: 'internal.orders', partitions: [{ partition: 0, offset: '0' }] }))
  await putPartner(tidegate, 'acme')
  await tidegate.put('AliasTopic', { name: 'orders', vCluster: 'acme' }, { physicalName: 'internal.orders', physicalCluster: 'clusterA' })
  await live.putCluster('locked', { 'sasl.jaas.config': 'org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="hunter2";' })
  for (const [scheme, width] of [['light', 1440], ['dark', 375], ['dark', 1440], ['light', 375]] as const) {
    await page.emulateMedia({ colorScheme: scheme }); await page.setViewportSize({ width, height: 900 })
    for (const path of ['/clusters', '/clusters/clusterA', '/clusters/locked', '/clusters/clusterA/topics', '/clusters/clusterA/topics/internal.orders', '/clusters/clusterA/groups', '/clusters/clusterA/groups/billing']) {
      await page.goto(path); await page.waitForTimeout(900)
      const b = page.getByRole('button', { name: 'Test connection' })
      if (await b.isVisible()) { await b.click(); await page.getByText('gateways can connect').waitFor() }
      const w = await page.evaluate(() => document.documentElement.scrollWidth)
      if (w > width) console.log('WIDE', path, width, w)
      await page.screenshot({ path: `/tmp/w/shots/${scheme}-${width}${path.replaceAll('/', '_')}.png`, fullPage: true })
    }
  }
})

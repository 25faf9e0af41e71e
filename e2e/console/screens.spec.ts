import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, type Tidegate, test } from './fixture.ts'
import { clientOf, putPartner, putSample } from './sample.ts'

const directory = join(import.meta.dirname, '../../docs/screens')

/** The pages that the README shows: what each file is called, where its page is, and what has to stand on it. */
const screens: readonly { name: string; path: string; shows: string | RegExp }[] = [
  { name: 'partners', path: '/partners', shows: 'Globex' },
  { name: 'share', path: '/partners/new/partner', shows: 'Name of the partner' },
  { name: 'virtual-clusters', path: '/virtual-clusters', shows: 'umbrella' },
  { name: 'virtual-cluster', path: '/virtual-clusters/acme', shows: 'localhost:6972' },
  { name: 'acls', path: '/virtual-clusters/acme/acls', shows: 'reader' },
  { name: 'gateways', path: '/gateways', shows: 'Up to date' },
  { name: 'connections', path: '/connections', shows: 'The token is refused: it is expired' },
]

test.use({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })

/** A platform team that shares with some partners. */
async function putStory(tidegate: Tidegate): Promise<void> {
  await putSample(tidegate)
  for (const name of ['globex', 'initech', 'umbrella']) await putPartner(tidegate, name)
  for (const topic of ['invoices', 'payments', 'shipments'])
    await tidegate.put(
      'AliasTopic',
      { name: topic, vCluster: 'acme' },
      { physicalName: `internal.${topic}.v1`, physicalCluster: 'clusterA' },
    )
  for (const [name, displayName] of [
    ['acme', 'Acme'],
    ['globex', 'Globex'],
    ['initech', 'Initech'],
  ] as const)
    await tidegate.put('Partner', { name }, { displayName, contacts: [], owner: 'Orders', endsOn: '2099-12-31' })
  await reportStory(tidegate)
}

async function reportStory({ report }: Tidegate): Promise<void> {
  const now = Date.now()
  const gateway = (name: string, port: number) => ({
    name,
    startedAt: new Date(now - 190_000_000),
    adminUrl: `http://${name}.example:8888`,
    clusters: [
      { name: 'main', reachable: true, brokers: [{ id: 1, address: `localhost:${port}`, live: true }] },
      { name: 'clusterA', reachable: true, brokers: [{ id: 1, address: `localhost:${port + 3}`, live: true }] },
    ],
    addresses: { acme: `localhost:${port + 3}` },
  })
  const librdkafka = { user: 'admin', software: 'librdkafka 2.16.0', connections: 2 }
  const late = { refusal: 'credentials', reason: 'The token is refused: it is expired', host: '10.0.0.9' }
  await report({
    ...gateway('gateway-1', 6969),
    clients: [clientOf('gateway-1'), { ...clientOf('gateway-1'), ...librdkafka }],
    refusals: [{ ...late, at: new Date(now).toISOString(), user: 'reader', software: 'kafkajs 2.2.4' }],
  })
  await report({ ...gateway('gateway-2', 7969), clients: [clientOf('gateway-2')] })
}

/** Written where it is missing or asked for, so that a run of the tests leaves the tree as it was. */
async function keep(page: Page, file: string): Promise<void> {
  const path = join(directory, file)
  if (!existsSync(path) || process.env.UPDATE_SCREENS === '1') await page.screenshot({ path })
}

test('the pages that the README shows are as it shows them, in light and in dark', async ({ page, tidegate }) => {
  test.slow()
  mkdirSync(directory, { recursive: true })
  await tidegate.signIn()
  await putStory(tidegate)
  for (const { name, path, shows } of screens) {
    await page.goto(path)
    await expect(page.getByRole('main').getByText(shows).first()).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await keep(page, `${name}-${colorScheme}.png`)
    }
  }
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixture.ts'

/** Nothing serious against WCAG 2.2 AA, in light and in dark. Only colours differ between the two. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect.soft(await findings(page, axe(page)), `${where}, light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await findings(page, axe(page).withRules(colours)), `${where}, dark`).toEqual([])
}

const colours = ['color-contrast', 'link-in-text-block']

/** In the page itself: it has no frames of others. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true)

async function findings(page: Page, builder: AxeBuilder): Promise<string[]> {
  // A colour that is still on its way to another is not what its reader sees.
  await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))))
  const { violations } = await builder.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

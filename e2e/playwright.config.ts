import { existsSync } from 'node:fs'
import { chromium, defineConfig } from '@playwright/test'

/** Playwright's own browser where it is installed, else the one of the system. */
const own = chromium.executablePath()
const executablePath = existsSync(own) ? own : '/usr/bin/chromium'

/** No sandbox: containers and root have none to give. The rest keeps the browser from calling home. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: '.',
  testMatch: '*/*.spec.ts',
  globalSetup: './console/build.ts',
  outputDir: '../test-results',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  use: { launchOptions: { executablePath, args }, screenshot: 'only-on-failure' },
})

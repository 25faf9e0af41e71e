import { existsSync, globSync, statSync } from 'node:fs'
import { run } from '@tidegate/testkit'
import { inTree } from './processes.ts'

/** What the console is built from. */
const SOURCES = [
  'apps/console/{src,public}/**',
  'apps/console/*.*',
  'packages/{api,errors,resources,store}/src/**',
  'package-lock.json',
]

/** Builds the console where there is no build, or one that is older than what it is built from. */
export async function buildConsole(): Promise<void> {
  const build = inTree('apps/console/.next/BUILD_ID')
  const newest = Math.max(...globSync(SOURCES, { cwd: inTree('.') }).map(path => statSync(inTree(path)).mtimeMs))
  if (existsSync(build) && statSync(build).mtimeMs > newest) return
  const next = inTree('node_modules/next/dist/bin/next')
  await run(process.execPath, [next, 'build'], { cwd: inTree('apps/console'), env: { NEXT_TELEMETRY_DISABLED: '1' } })
}

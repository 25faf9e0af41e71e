import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sumOfSources } from './sources.ts'

const here = import.meta.dirname
const root = join(here, '../..')
/** What the build that is there was made from: without it there is none, or one that was cut short. */
const mark = join(here, '.next/built-from')

const sum = sumOfSources(root)
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== sum) {
  rmSync(mark, { force: true })
  const next = join(root, 'node_modules/next/dist/bin/next')
  const { status } = spawnSync(process.execPath, [next, 'build'], { cwd: here, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
  writeFileSync(mark, sum)
}

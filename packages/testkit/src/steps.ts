import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { prepareArchives } from './class-archives.ts'
import { run } from './command.ts'
import { environment } from './environment.ts'
import { ensure } from './needs.ts'
import { startPostgres } from './postgres.ts'
import { type Tally, tally } from './tally.ts'

export type Verdict = { readonly ok: boolean; readonly tally: Tally }

const ROOT = join(import.meta.dirname, '../../..')
const TESTS = ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'bench/test/**/*.test.ts']
/** What a test file with clusters of its own takes at most. */
const FILE_BYTES = 3 * 2 ** 30
const TEST_TIMEOUT_MS = 300_000
/** What one process has stripped of its types and compiled the next ones need not: hundreds start from the same source. */
const COMPILED = join(ROOT, 'node_modules/.cache/compiled')

/** What a release must pass, in this order. */
export const steps: Readonly<Record<string, () => Promise<Verdict>>> = {
  needs: async () => {
    await ensure(['java', 'maven', 'chromium', 'kcat', 'python', 'go', 'ruby'])
    await prepareArchives()
    return { ok: true, tally: tally('') }
  },
  gen: generated,
  check: () => show('npm', ['run', 'check']),
  test: async () => {
    // One server for all that do not take theirs away.
    await using postgres = await startPostgres()
    const files = Math.min(availableParallelism(), Math.floor(totalmem() / FILE_BYTES))
    const flags = [`--test-concurrency=${Math.max(1, files)}`, `--test-timeout=${TEST_TIMEOUT_MS}`]
    return await show(process.execPath, ['--test', ...flags, ...TESTS], { DATABASE_URL: postgres.url })
  },
  e2e: () => show('npm', ['run', 'e2e']),
}

/** What is checked in is what the generators make. */
async function generated(): Promise<Verdict> {
  const before = await changes()
  const verdict = await show('npm', ['run', 'gen'])
  const after = await changes()
  if (before === after) return verdict
  console.log(`npm run gen changes files that are checked in:\n${after}`)
  return { ...verdict, ok: false }
}

async function changes(): Promise<string> {
  if (!existsSync(join(ROOT, '.git'))) return ''
  const git = (...args: string[]) => run('git', ['--no-optional-locks', ...args], { cwd: ROOT })
  return (await git('status', '--porcelain', '--untracked-files=all')) + (await git('diff', 'HEAD'))
}

/** Runs it in front of the user and counts the tests that it tells of. */
async function show(command: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Verdict> {
  const env = {
    ...environment,
    ...variables,
    NODE_COMPILE_CACHE: COMPILED,
    ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
  }
  const child = spawn(command, args, { cwd: ROOT, stdio: ['inherit', 'pipe', 'inherit'], env })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text)
    output += text
  })
  const [code] = await once(child, 'close')
  return { ok: code === 0, tally: tally(output) }
}

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type Service, startService } from '@tidegate/testkit'

const root = join(import.meta.dirname, '../..')
const cwd = join(root, 'apps/console')
export const pagesDirectory = join(cwd, 'src/app/(console)')
const next = join(root, 'node_modules/next/dist/bin/next')
/** What one process has compiled the next ones need not: it is kept where one ends by itself. */
const quiet = { NEXT_TELEMETRY_DISABLED: '1', NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') }

/** The console is tested as it is run: built. */
export function buildConsole(): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, [next, 'build'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...quiet },
  })
  if (status !== 0) throw new Error(`The console does not build:\n${stdout}${stderr}`)
}

export type ConsoleEnv = Readonly<Record<string, string>>

/** What the console says when it is started with exactly this. */
export const tryConsole = (env: ConsoleEnv, port: number) =>
  spawnSync(process.execPath, [next, 'start', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...quiet, ...env },
  })

export async function startConsole(env: ConsoleEnv, port: number, log: string): Promise<Service> {
  const args = [next, 'start', '--hostname', '127.0.0.1', '--port', String(port)]
  const service = await startService(process.execPath, args, { cwd, log, env: { ...quiet, ...env } })
  const isLive = () =>
    fetch(`http://127.0.0.1:${port}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    )
  await expect.poll(isLive, { message: 'the console starts', timeout: 60_000, intervals: [50] }).toBe(true)
  return service
}

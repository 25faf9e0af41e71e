import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type Service, startService } from '@tidegate/testkit'

const root = join(import.meta.dirname, '../..')
const cwd = join(root, 'apps/console')
export const pagesDirectory = join(cwd, 'src/app/(console)')
const next = join(root, 'node_modules/next/dist/bin/next')
/** What one process has compiled the next ones need not: it is kept where one ends by itself. */
const quiet = { NEXT_TELEMETRY_DISABLED: '1', NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') }

/** The console is tested as it is run: built, by whoever in the suite needs it first. */
export function buildConsole(): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(cwd, 'build.ts')], {
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
  await answers(port)
  return service
}

function answers(port: number): Promise<void> {
  const isLive = () =>
    fetch(`http://127.0.0.1:${port}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    )
  return expect.poll(isLive, { message: 'the console answers', timeout: 60_000, intervals: [50] }).toBe(true)
}

/** A console that serves one test after the other, and is started anew where the next one wants other variables. */
export type ConsoleServer = {
  readonly port: number
  /** What it has printed, in all its starts. */
  log(): string
  /** Once it has seen which of its connections to the database are gone. */
  serve(env: ConsoleEnv): Promise<void>
  stop(): Promise<void>
}

export function consoleServer(port: number, log: string): ConsoleServer {
  let running: { readonly service: Service; readonly env: string } | undefined
  const stop = async () => {
    await running?.service.stop('SIGKILL')
    running = undefined
  }
  return {
    port,
    log: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    stop,
    async serve(env) {
      if (running?.env === JSON.stringify(env)) return answers(port)
      await stop()
      running = { service: await startConsole(env, port, log), env: JSON.stringify(env) }
    },
  }
}

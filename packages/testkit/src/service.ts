import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { spawnTied, type TiedOptions } from './tied-process.ts'

export type ServiceOptions = Omit<TiedOptions, 'stdio'> & { readonly log: string }

export type Service = {
  readonly pid: number
  readonly running: boolean
  readonly exited: Promise<void>
  /** The last lines it printed. */
  tail(): string
  /** Resolves when it is gone. What ignores the signal for that long is killed. */
  stop(signal?: NodeJS.Signals, patienceMs?: number): Promise<void>
}

const PATIENCE_MS = 6_000

/** Starts a long-running command whose output goes to a file. It does not keep this process alive. */
export async function startService(
  command: string,
  args: readonly string[],
  { log, ...options }: ServiceOptions,
): Promise<Service> {
  const output = openSync(log, 'a')
  const child = spawnTied(command, args, { ...options, stdio: ['ignore', output, output] })
  closeSync(output)
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await once(child, 'spawn')
  child.unref()
  const running = () => child.exitCode === null && child.signalCode === null
  return {
    pid: child.pid!,
    exited,
    get running() {
      return running()
    },
    tail: () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-30).join('\n'),
    async stop(signal = 'SIGTERM', patienceMs = PATIENCE_MS) {
      if (!running()) return
      child.ref()
      child.kill(signal)
      const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await exited
      clearTimeout(impatient)
    },
  }
}

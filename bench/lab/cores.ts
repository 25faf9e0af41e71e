import { execFileSync, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The proxy that is measured has a core for itself; brokers, clients and this process share the others. */
const PROXY_CORE = '0'

const others = (cores: number): string => (cores === 2 ? '1' : `1-${cores - 1}`)

/** What starts a command on the core of proxies. */
export const onProxyCore = (command: string, args: readonly string[]): readonly [string, readonly string[]] => [
  'taskset',
  ['-c', PROXY_CORE, command, ...args],
]

/** As `onProxyCore`, of a process that runs already; threads and processes that it starts later inherit it. */
export function moveToProxyCore(pid: number): void {
  pin(pid, PROXY_CORE)
}

/** Before anything is started, because everything inherits it. Answers the cores in words. */
export function moveToOtherCores(): string {
  const cores = availableParallelism()
  if (cores < 2) throw new Error('a bench needs two cores: one for what is measured, one for everything else')
  if (spawnSync('taskset', ['--version']).error) throw new Error('taskset is missing: apt install util-linux')
  pin(process.pid, others(cores))
  return `proxy on core ${PROXY_CORE}, brokers and clients on ${others(cores)}`
}

const pin = (pid: number, cores: string) => execFileSync('taskset', ['-a', '-p', '-c', cores, String(pid)])

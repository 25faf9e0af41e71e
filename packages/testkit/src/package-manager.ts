import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { execute } from './command.ts'
import { environment } from './environment.ts'

export type ManagerName = 'apt' | 'brew'
export type Command = readonly string[]

type Manager = {
  readonly program: string
  readonly refresh: readonly Command[]
  readonly install: Command
  /** Followed by a name: succeeds where there is such a package. */
  readonly show: Command
  /** Whether it wants to be run by root. */
  readonly asRoot: boolean
}

export const managers: Readonly<Record<ManagerName, Manager>> = {
  apt: {
    program: 'apt-get',
    refresh: [['apt-get', 'update']],
    // Whoever else installs at the moment is waited for.
    install: ['apt-get', 'install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'],
    show: ['apt-cache', 'show'],
    asRoot: true,
  },
  brew: {
    program: 'brew',
    refresh: [],
    install: ['brew', 'install'],
    show: ['brew', 'info'],
    asRoot: false,
  },
}

export const isRoot = process.getuid?.() === 0

/** Ubuntu's package of Chromium only points to a snap, which containers and many servers cannot run. */
export const isUbuntu = existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'))

export async function findManager(): Promise<ManagerName | undefined> {
  for (const name of ['apt', 'brew'] as const)
    if ((await execute(managers[name].program, ['--version'])).code === 0) return name
  return undefined
}

/** The first of the packages that the system offers; the first of all where it cannot tell. */
export async function offered(manager: ManagerName, packages: readonly string[]): Promise<string> {
  const [program, ...args] = managers[manager].show
  for (const name of packages) if ((await execute(program!, [...args, name])).code === 0) return name
  return packages[0]!
}

/** In the foreground, because it may ask for a password; what it prints goes to standard error. */
export async function runVisibly([program, ...args]: Command): Promise<void> {
  console.error(`> ${[program, ...args].join(' ')}`)
  const env = { ...environment, DEBIAN_FRONTEND: 'noninteractive' }
  const [code] = await once(spawn(program!, args, { stdio: ['inherit', 2, 2], env }), 'close')
  if (code !== 0) throw new Error(`${program} ended with ${code}.`)
}

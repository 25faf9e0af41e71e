import { createInterface } from 'node:readline/promises'
import { findChromium, findGo, findJdk, findProgram, findPython } from './find-program.ts'
import {
  type Command,
  findManager,
  isRoot,
  isUbuntu,
  type ManagerName,
  managers,
  offered,
  runVisibly,
} from './package-manager.ts'

type NeedSpec = {
  readonly words: string
  /** Where it is; undefined where it is missing or too old. */
  find(): Promise<string | undefined>
  /** The packages that bring it, best first. */
  readonly packages: Readonly<Record<ManagerName, readonly string[] | undefined>>
  /** What brings it where no package does. */
  readonly otherwise?: Command
}

const needs = {
  java: {
    words: 'a JDK of Java 17 or newer',
    find: () => findJdk(17),
    packages: { apt: ['openjdk-17-jdk-headless', 'openjdk-21-jdk-headless'], brew: ['temurin@17'] },
  },
  maven: {
    words: 'Maven',
    find: () => findProgram(['mvn'], '--version'),
    packages: { apt: ['maven'], brew: ['maven'] },
  },
  chromium: {
    words: 'Chromium',
    find: findChromium,
    packages: { apt: isUbuntu ? undefined : ['chromium'], brew: undefined },
    otherwise: ['npx', 'playwright', 'install', '--with-deps', 'chromium'],
  },
  kcat: {
    words: 'kcat',
    find: () => findProgram(['kcat'], '-V'),
    packages: { apt: ['kcat'], brew: ['kcat'] },
  },
  python: {
    words: 'Python 3 with venv',
    find: findPython,
    packages: { apt: ['python3-venv'], brew: ['python'] },
  },
  go: {
    words: 'Go 1.26 or newer',
    find: () => findGo(26),
    packages: { apt: ['golang-go'], brew: ['go'] },
  },
  ruby: {
    words: 'Ruby',
    find: () => findProgram(['ruby'], '--version'),
    packages: { apt: ['ruby'], brew: ['ruby'] },
  },
} satisfies Record<string, NeedSpec>

export type Need = keyof typeof needs

/** Its message is one line that says what to install. */
export class MissingNeeds extends Error {}

type Rights = {
  readonly root: boolean
  ask(question: string): Promise<boolean>
}

/** Where each of these programs is. What is missing is installed where that is allowed, by being root or by the user. */
export async function ensure<N extends Need>(
  names: readonly N[],
  rights: Rights = { root: isRoot, ask },
): Promise<Record<N, string>> {
  const found = await find(names)
  const missing = names.filter(name => !found[name])
  if (missing.length === 0) return found as Record<N, string>
  await install(missing, rights)
  const now = await find(names)
  const still = names.filter(name => !now[name])
  if (still.length > 0) throw new MissingNeeds(`Please install ${words(still)}.`)
  return now as Record<N, string>
}

async function find(names: readonly Need[]): Promise<Partial<Record<Need, string>>> {
  return Object.fromEntries(await Promise.all(names.map(async name => [name, await needs[name].find()])))
}

const words = (names: readonly Need[]) => names.map(name => needs[name].words).join(', ')

async function install(missing: readonly Need[], { root, ask }: Rights): Promise<void> {
  const specs: NeedSpec[] = missing.map(name => needs[name])
  const request = `Please install ${words(missing)}`
  const name = await findManager()
  if (!name) throw new MissingNeeds(`${request}.`)
  const manager = managers[name]
  const sudo = manager.asRoot && !root ? ['sudo'] : []
  const packages = specs.flatMap(spec => (spec.packages[name] ? [spec.packages[name]] : []))
  const others = specs.flatMap(spec => (spec.packages[name] || !spec.otherwise ? [] : [spec.otherwise]))
  const commands = (chosen: readonly string[]): Command[] =>
    chosen.length > 0 ? [[...sudo, ...manager.install, ...chosen], ...others] : others

  const line = commands(packages.map(each => each[0]!))
    .map(each => each.join(' '))
    .join(' && ')
  if (!root && !(await ask(`Missing: ${words(missing)}. Run "${line}"?`))) throw new MissingNeeds(`${request}: ${line}`)
  try {
    for (const command of manager.refresh) await runVisibly([...sudo, ...command])
    const chosen = await Promise.all(packages.map(each => offered(name, each)))
    for (const command of commands(chosen)) await runVisibly(command)
  } catch (cause) {
    throw new MissingNeeds(`${request}: "${line}" did not work.`, { cause })
  }
}

/** Nobody answers where there is no terminal. */
async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

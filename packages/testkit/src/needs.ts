import { createInterface } from 'node:readline/promises'
import { findChromium, findJdk, findProgram } from './find-program.ts'
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
} satisfies Record<string, NeedSpec>

export type Need = keyof typeof needs

/** Its message is one line that says what to install. */
export class MissingNeeds extends Error {}

/** Where each of these programs is. What is missing is installed if the system can and the user lets it. */
export async function ensure<N extends Need>(names: readonly N[]): Promise<Record<N, string>> {
  const missing = await missingOf(names)
  if (missing.length > 0) await install(missing)
  const still = await missingOf(missing)
  if (still.length > 0) throw new MissingNeeds(`Please install ${words(still)}.`)
  return Object.fromEntries(await Promise.all(names.map(async name => [name, await needs[name].find()])))
}

async function missingOf<N extends Need>(names: readonly N[]): Promise<N[]> {
  const found = await Promise.all(names.map(name => needs[name].find()))
  return names.filter((_, i) => !found[i])
}

const words = (names: readonly Need[]) => names.map(name => needs[name].words).join(', ')

async function install(missing: readonly Need[]): Promise<void> {
  const specs: NeedSpec[] = missing.map(name => needs[name])
  const manager = await findManager()
  const request = `Please install ${words(missing)}`
  if (!manager) throw new MissingNeeds(`${request}.`)
  const usual = await commandsFor(specs, manager, async packages => packages[0]!)
  const commands = usual.map(command => command.join(' ')).join(' && ')
  if (!isRoot && !(await agrees(words(missing), commands))) throw new MissingNeeds(`${request}: ${commands}`)
  for (const command of managers[manager].refresh) await runVisibly(withRights(manager, command))
  const chosen = await commandsFor(specs, manager, packages => offered(manager, packages))
  for (const command of chosen) await runVisibly(command)
}

async function commandsFor(
  specs: readonly NeedSpec[],
  manager: ManagerName,
  choose: (packages: readonly string[]) => Promise<string>,
): Promise<Command[]> {
  const packages = specs.flatMap(spec => (spec.packages[manager] ? [spec.packages[manager]] : []))
  const names = await Promise.all(packages.map(choose))
  const others = specs.flatMap(spec => (spec.packages[manager] ? [] : [spec.otherwise!]))
  if (names.length === 0) return others
  return [withRights(manager, [...managers[manager].install, ...names]), ...others]
}

const withRights = (manager: ManagerName, command: Command): Command =>
  managers[manager].asRoot && !isRoot ? ['sudo', ...command] : command

async function agrees(wanted: string, commands: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`Missing: ${wanted}. Run "${commands}"? [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

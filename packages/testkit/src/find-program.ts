import { globSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execute } from './command.ts'
import { environment } from './environment.ts'
import { java, javac } from './java.ts'
import { which } from './which.ts'

/** What a program says of itself; undefined where there is none, or only a placeholder that does not run. */
async function ask(program: string, flag: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await execute(program, [flag])
  return code === 0 ? stdout + stderr : undefined
}

/** The path of the first of these programs that runs. */
export async function findProgram(programs: readonly string[], flag: string): Promise<string | undefined> {
  for (const path of programs.flatMap(which)) if ((await ask(path, flag)) !== undefined) return path
  return undefined
}

/** The compiler is needed too, so a runtime alone does not count. */
export async function findJdk(oldest: number): Promise<string | undefined> {
  const [runtime, compiler] = await Promise.all([ask(java(), '-version'), ask(javac(), '-version')])
  const major = Number(/version "(\d+)/.exec(runtime ?? '')?.[1])
  return compiler !== undefined && major >= oldest ? java() : undefined
}

/** Only a Python that can also make virtual environments: Debian keeps that in a package of its own. */
export async function findPython(): Promise<string | undefined> {
  for (const path of which('python3'))
    if ((await execute(path, ['-c', 'import ensurepip, venv'])).code === 0) return path
  return undefined
}

/** `oldest` is the second number of its version. */
export async function findGo(oldest: number): Promise<string | undefined> {
  for (const path of which('go'))
    if (Number(/go1\.(\d+)/.exec((await ask(path, 'version')) ?? '')?.[1]) >= oldest) return path
  return undefined
}

const PLAYWRIGHT_CACHES = [join(homedir(), '.cache/ms-playwright'), join(homedir(), 'Library/Caches/ms-playwright')]

/** The system's own, else the one that Playwright has downloaded. */
export function findChromium(): Promise<string | undefined> {
  const caches = environment.PLAYWRIGHT_BROWSERS_PATH ? [environment.PLAYWRIGHT_BROWSERS_PATH] : PLAYWRIGHT_CACHES
  const downloaded = caches.flatMap(cache =>
    globSync(['chromium-*/chrome-linux*/chrome', 'chromium-*/chrome-mac*/*.app/Contents/MacOS/*'], { cwd: cache }).map(
      path => join(cache, path),
    ),
  )
  return findProgram(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', ...downloaded],
    '--version',
  )
}

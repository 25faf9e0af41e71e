import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { spawnTied } from './tied-process.ts'

export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string }

export type CommandOptions = {
  readonly stdin?: string | Buffer
  /** Told each line of standard output as it comes. */
  readonly onLine?: (line: string) => void
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** After which it is killed, and its code is -1. */
  readonly timeoutMs?: number
}

/** Runs to the end and answers what was printed, whatever the exit code. */
export async function execute(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Outcome> {
  const { stdin = '', onLine, timeoutMs = 120_000, ...rest } = options
  const child = spawnTied(command, args, rest)
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve(code ?? -1))
  })
  const impatient = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
  // A command may end before it has read everything; its exit code tells whether that is a failure.
  child.stdin!.on('error', () => undefined)
  child.stdin!.end(stdin)
  if (onLine) createInterface(child.stdout!).on('line', onLine)
  const [stdout, stderr, code] = await Promise.all([buffer(child.stdout!), buffer(child.stderr!), ended])
  clearTimeout(impatient)
  return { code, stdout: stdout.toString(), stderr: stderr.toString() }
}

/** As `execute`, but a command that fails is an error that shows what it printed. */
export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await execute(command, args, options)
  if (code === 0) return stdout
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
}

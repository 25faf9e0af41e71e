import { spawn } from 'node:child_process'

export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string }

export type CommandOptions = {
  readonly stdin?: string
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly timeoutMs?: number
  readonly uid?: number
  readonly gid?: number
}

/** Runs to the end and answers what was printed, whatever the exit code. */
export function execute(command: string, args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const { stdin = '', env, timeoutMs = 120_000, ...rest } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...rest,
      env: { ...process.env, ...env },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', chunk => out.push(chunk))
    child.stderr.on('data', chunk => err.push(chunk))
    child.once('error', reject)
    child.once('close', code =>
      resolve({ code: code ?? -1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    )
    // A tool that ends before it has read everything is no error of ours.
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
  })
}

/** As `execute`, but a command that fails is an error that shows what it printed. */
export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await execute(command, args, options)
  if (code === 0) return stdout
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
}

import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'

/**
 * The shell between runs the command in a process group of its own and kills that group when this process is gone,
 * however it ended: it waits for the end of a pipe that only this process holds open.
 */
const WATCH = `
"$@" 3<&- 4>&- &
child=$!
echo $child >&4
exec 4>&-
( cat <&3 >/dev/null 2>&1; kill -KILL -$$ ) &
exec 3<&-
trap 'kill -TERM $child 2>/dev/null' TERM INT
wait $child
while kill -0 $child 2>/dev/null; do wait $child; done
kill -KILL -$$
`

export type SupervisedOptions = {
  readonly log: string
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly uid?: number
  readonly gid?: number
}

export type Supervised = {
  readonly pid: number
  readonly exited: Promise<void>
  readonly running: boolean
  /** The last lines it printed. */
  tail(): string
  /** Resolves when it is gone; after ten seconds it is killed. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

const STOP_MS = 10_000

/** Starts a long-running command whose output goes to a file; resolves once its process exists. */
export async function supervise(command: string, args: readonly string[], options: SupervisedOptions): Promise<Supervised> {
  const { log, env, ...rest } = options
  const output = openSync(log, 'a')
  const shell = spawn('sh', ['-c', WATCH, 'supervised', command, ...args], {
    ...rest,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', output, output, 'pipe', 'pipe'],
  })
  closeSync(output)
  let running = true
  const exited = new Promise<void>(resolve => {
    shell.once('error', () => resolve())
    shell.once('exit', () => resolve())
  }).then(() => {
    running = false
  })
  const announced = new Promise<number>(resolve => shell.stdio[4]?.once('data', chunk => resolve(Number(String(chunk)))))
  const pid = await Promise.race([announced, exited.then(() => -1)])
  return {
    pid,
    exited,
    get running() {
      return running
    },
    tail: () => readFileSync(log, 'utf8').split('\n').slice(-30).join('\n'),
    async stop(signal = 'SIGTERM') {
      if (!running) return
      const end = (how: NodeJS.Signals) => running && process.kill(how === 'SIGKILL' ? -(shell.pid as number) : pid, how)
      end(signal)
      const timer = setTimeout(end, STOP_MS, 'SIGKILL')
      await exited
      clearTimeout(timer)
    },
  }
}

import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { environment } from './environment.ts'

/**
 * Before it becomes the command, the shell leaves a watcher behind. That one reads a pipe whose other end only the
 * parent holds: a line means that the command has ended, the end of the pipe that the parent is gone, however it went.
 */
const WATCHED = `
(
  if ! read -r ended <&3; then
    kill -s "$1" $$
    if [ "$1" != KILL ]; then sleep 5; kill -s KILL $$; fi
  fi
) >/dev/null 2>&1 &
shift
exec "$@" 3<&-
`

export type TiedOptions = Pick<SpawnOptions, 'cwd'> & {
  readonly env?: NodeJS.ProcessEnv
  readonly stdio?: readonly ['ignore' | 'pipe', number | 'pipe', number | 'pipe']
  /** What it gets when this process is gone. Where that does not end it within five seconds it is killed. */
  readonly orphaned?: 'KILL' | 'QUIT' | 'TERM'
}

/**
 * A command that never outlives this process, not even when this one is killed. It has the pid of the command itself
 * and a session of its own, so that Ctrl-C in a terminal reaches only this process, which then ends it in good order.
 */
export function spawnTied(command: string, args: readonly string[], options: TiedOptions = {}): ChildProcess {
  const { cwd, env, stdio = ['pipe', 'pipe', 'pipe'], orphaned = 'KILL' } = options
  const child = spawn('sh', ['-c', WATCHED, 'sh', orphaned, command, ...args], {
    cwd,
    env: { ...environment, ...env },
    detached: true,
    stdio: [...stdio, 'pipe'] as StdioOptions,
  })
  const lifeline = child.stdio[3] as Socket
  lifeline.unref()
  lifeline.on('error', () => child.kill('SIGKILL'))
  child.once('exit', () => lifeline.ref().end('\n', () => lifeline.destroy()))
  return child
}

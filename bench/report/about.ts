import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import type { About } from './saved-run.ts'

type Run = {
  readonly bench: string
  readonly flags: readonly string[]
  readonly rounds: number
  readonly notes: readonly string[]
}

export function aboutThis({ bench, flags, rounds, notes }: Run): About {
  return {
    date: new Date().toISOString().slice(0, 10),
    versions: versions(),
    machine: machine(),
    command: `npm run bench -- ${[bench, ...flags].join(' ')}`,
    rounds,
    notes,
  }
}

function machine(): string {
  const all = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${all[0]?.model.trim()}, ${all.length} cores, ${memory} GiB of memory, Linux ${release()}`
}

/** Of what is there; `stderr` too, because nginx and java tell it there. */
function versions(): Record<string, string> {
  const asked: readonly (readonly [string, string, readonly string[], RegExp])[] = [
    ['HAProxy', 'haproxy', ['-v'], /version (\S+)/],
    ['nginx', 'nginx', ['-v'], /nginx\/(\S+)/],
    ['kafka-proxy', process.env.KAFKA_PROXY ?? 'kafka-proxy', ['version'], /v?(\S+)/],
    ['Kroxylicious', process.env.KROXYLICIOUS ?? 'kroxylicious-start.sh', ['--version'], /kroxylicious: (\S+)/],
    ['Java', 'java', ['-version'], /version "([^"]+)"/],
    ['Tidegate', 'git', ['describe', '--always', '--dirty'], /(\S+)/],
  ]
  const found = asked.flatMap(([name, command, args, pattern]) => {
    const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
    const version = pattern.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[1]
    return version === undefined ? [] : [[name, version] as const]
  })
  return { Kafka: '4.3.1', 'Node.js': process.versions.node, ...Object.fromEntries(found) }
}

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { physicalName } from '../../lab/topics.ts'
import type { Target } from '../target.ts'
import { startProgram } from './program.ts'

/** Two for each connection fit the descriptors of most systems. */
const configuration = (front: number, back: number) => `
global
  nbthread 1
defaults
  mode tcp
  timeout connect 5s
  timeout client 1h
  timeout server 1h
listen kafka
  bind 127.0.0.1:${front} backlog 4096
  server broker 127.0.0.1:${back}
`

export const haproxy: Target = {
  name: 'haproxy',
  title: 'HAProxy, TCP',
  relays: true,
  missing: () => (spawnSync('haproxy', ['-v']).error ? 'haproxy is not installed: apt install haproxy' : undefined),
  async start(lab) {
    const { front, back } = lab.relay('haproxy')
    const file = join(lab.directory, 'haproxy.cfg')
    writeFileSync(file, configuration(front, back))
    return startProgram(lab, {
      command: 'haproxy',
      args: ['-db', '-f', file],
      way: { bootstrap: `127.0.0.1:${front}`, topic: physicalName },
    })
  },
}

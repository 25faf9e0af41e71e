import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { physicalName } from '../../lab/topics.ts'
import type { Target } from '../target.ts'
import { startProgram } from './program.ts'

/** Debian's; where it is not there, the module may be compiled in. */
const MODULE = '/usr/share/nginx/modules-available/mod-stream.conf'

const configuration = (front: number, back: number, directory: string) => `
${existsSync(MODULE) ? `include ${MODULE};` : ''}
user ${process.getuid?.() === 0 ? 'root' : 'nobody'};
daemon off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log ${directory}/nginx-error.log;
events { worker_connections 30000; }
stream {
  proxy_buffer_size 64k;
  proxy_timeout 1h;
  server {
    listen 127.0.0.1:${front} backlog=4096;
    proxy_pass 127.0.0.1:${back};
  }
}
`

export const nginx: Target = {
  name: 'nginx',
  title: 'nginx stream, 64 KiB',
  relays: true,
  missing: () =>
    spawnSync('nginx', ['-v']).error ? 'nginx is not installed: apt install nginx libnginx-mod-stream' : undefined,
  async start(lab) {
    const { front, back } = lab.relay('nginx')
    const file = join(lab.directory, 'nginx.conf')
    writeFileSync(file, configuration(front, back, lab.directory))
    return startProgram(lab, {
      command: 'nginx',
      args: ['-e', join(lab.directory, 'nginx-error.log'), '-c', file],
      way: { bootstrap: `127.0.0.1:${front}`, topic: physicalName },
    })
  },
}

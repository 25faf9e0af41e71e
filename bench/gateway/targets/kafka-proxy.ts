import { freePort } from '@tidegate/testkit'
import { physicalName } from '../../lab/topics.ts'
import type { Target } from '../target.ts'
import { startProgram } from './program.ts'

const program = process.env.KAFKA_PROXY

const kafkaProxy = (name: string, title: string, flags: readonly string[]): Target => ({
  name,
  title,
  relays: false,
  missing: () => (program ? undefined : 'KAFKA_PROXY does not name the binary of kafka-proxy'),
  async start(lab) {
    const front = `127.0.0.1:${await freePort()}`
    return startProgram(lab, {
      command: program!,
      args: [
        'server',
        ...['--bootstrap-server-mapping', `${lab.kafka.bootstrap},${front}`],
        ...['--dynamic-listeners-disable', '--http-disable', '--log-level', 'error', ...flags],
      ],
      env: { GOMAXPROCS: '1' },
      way: { bootstrap: front, topic: physicalName },
    })
  },
})

export const kafkaProxyDefault = kafkaProxy('kafka-proxy', 'kafka-proxy', [])

export const kafkaProxyTuned = kafkaProxy('kafka-proxy-tuned', 'kafka-proxy, 64 KiB', [
  '--proxy-request-buffer-size=65536',
  '--proxy-response-buffer-size=65536',
  '--producer-acks-0-disabled',
])

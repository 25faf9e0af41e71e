import { readFileSync } from 'node:fs'
import { Platform } from '@tidegate/e2e/platform'
import { kafkaTool, startKafka } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'

/** The gateway beside a direct connection, in one run and in alternating order. Kafka's own perf tools are the clients. */
const ROUNDS = 3
const RECORDS = 300_000
const RECORD_BYTES = 1024
const GB = (RECORDS * RECORD_BYTES) / 1e9
const TICKS_PER_SECOND = 100

type Way = 'direct' | 'gateway'
type Sample = { readonly mbPerSecond: number; readonly cpuPerGb: number }

async function bench(platform: Platform): Promise<void> {
  const direct = platform.clusters.main?.bootstrap ?? ''
  const admin = new Kafka({ brokers: [direct], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'bench', numPartitions: 4 }] })
  await admin.disconnect()
  const { process: worker } = await platform.startWorker()
  const { bootstrap, passwords } = await platform.partner('bench', 'main', { bench: 'bench' })
  const config = platform.clientConfig('admin', passwords.admin ?? '')
  const ways: Record<Way, readonly string[]> = {
    direct: ['--bootstrap-server', direct],
    gateway: ['--bootstrap-server', bootstrap, '--command-config', config],
  }

  const profiles = {
    'produce, none': (way: Way) => produce(ways[way], 'none'),
    'produce, lz4': (way: Way) => produce(ways[way], 'lz4'),
    consume: (way: Way) => consume(ways[way]),
  }
  const rows = []
  for (const [profile, once] of Object.entries(profiles)) {
    const samples: Record<Way, Sample[]> = { direct: [], gateway: [] }
    for (let round = 0; round < ROUNDS; round++)
      for (const way of round % 2 === 0 ? (['direct', 'gateway'] as const) : (['gateway', 'direct'] as const)) {
        const before = cpuSeconds(worker.pid)
        const mbPerSecond = await once(way)
        samples[way].push({ mbPerSecond, cpuPerGb: (cpuSeconds(worker.pid) - before) / GB })
      }
    rows.push({ profile, ...figures(samples) })
  }
  console.table(rows)
}

const figures = ({ direct, gateway }: Record<Way, Sample[]>) => {
  const [alone, through] = [median(direct.map(each => each.mbPerSecond)), median(gateway.map(each => each.mbPerSecond))]
  return {
    'direct MB/s': alone.toFixed(0),
    'gateway MB/s': through.toFixed(0),
    ratio: (through / alone).toFixed(2),
    'gateway CPU-s/GB': median(gateway.map(each => each.cpuPerGb)).toFixed(2),
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

async function produce(server: readonly string[], compression: string): Promise<number> {
  const load = [
    '--topic',
    'bench',
    '--num-records',
    String(RECORDS),
    '--record-size',
    String(RECORD_BYTES),
    '--throughput',
    '-1',
  ]
  const properties = [
    '--command-property',
    `compression.type=${compression}`,
    'batch.size=131072',
    'linger.ms=5',
    'acks=1',
  ]
  return figure(
    await kafkaTool('4.3.1', 'producer-perf', [...load, ...server, ...properties]),
    /\(([\d.]+) MB\/sec\)[^\n]*99\.9th/,
  )
}

async function consume(server: readonly string[]): Promise<number> {
  const load = ['--topic', 'bench', '--num-records', String(RECORDS)]
  return figure(await kafkaTool('4.3.1', 'consumer-perf', [...load, ...server]), /\n[^,]+,[^,]+, [\d.]+, ([\d.]+),/)
}

function figure({ stdout, stderr }: { stdout: string; stderr: string }, pattern: RegExp): number {
  const found = pattern.exec(stdout)?.[1]
  if (found === undefined) throw new Error(`no figure in:\n${stdout}${stderr}`)
  return Number(found)
}

/** User and system time of a process (proc(5)). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

export async function run(): Promise<void> {
  const platform = await Platform.start({ main: startKafka({ name: 'main' }) })
  try {
    await bench(platform)
  } finally {
    await platform.stop()
  }
}

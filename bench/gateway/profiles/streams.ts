import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kafkaTool, writeProperties } from '@tidegate/testkit'
import type { Lab } from '../../lab/lab.ts'
import { measured } from '../../lab/measure.ts'
import { physicalName, type Topic } from '../../lab/topics.ts'
import type { Way } from '../../lab/way.ts'
import type { Figure } from '../../report/rows.ts'
import type { Effort, Profile } from '../profile.ts'
import type { Running } from '../target.ts'

type Compression = 'none' | 'lz4'

const RECORD_BYTES = 1024
const RECORDS = 500_000
/** An event loop has compiled its code for good only after some ten thousand batches, and of two each has its own. */
const TIMES: Readonly<Record<Effort, number>> = { once: 1, 'warm-up': 6, whole: 1 }
const FULL_BATCH_BYTES = 100_000
const PAYLOADS = 10_000
const A = 65
const LETTERS = 26
const MIB = 2 ** 20

export const produce = (compression: Compression): Profile => ({
  name: `produce-${compression}`,
  title: `produce, ${compression}`,
  async measure({ lab, running, effort }) {
    const produceOnce = () => producerPerf(lab, running.way, { topic: running.way.topic('load'), compression })
    return streamed(running, effort, produceOnce)
  },
})

export const consume = (compression: Compression): Profile => {
  const topic: Topic = compression === 'none' ? 'read' : 'read-lz4'
  const filled = new Set<string>()
  return {
    name: `consume-${compression}`,
    title: `consume, ${compression}`,
    async measure({ lab, target, running, effort }) {
      const physical = `${target.prefix ?? ''}${physicalName(topic)}`
      if (!filled.has(physical)) {
        const broker = { bootstrap: lab.kafka.bootstrap, topic: physicalName }
        await producerPerf(lab, broker, { topic: physical, compression })
        filled.add(physical)
      }
      const consumeOnce = () => consumerPerf(lab, running.way, running.way.topic(topic))
      return streamed(running, effort, consumeOnce)
    },
  }
}

/** Figures of the last run; `once` answers MiB per second. */
async function streamed(running: Running, effort: Effort, once: () => Promise<number>): Promise<Figure[]> {
  for (let run = 1; run < TIMES[effort]; run++) await once()
  const { result, cpuSeconds } = await measured(running, once)
  const throughput = { metric: 'throughput', unit: 'MB/s', value: (result * MIB) / 1e6 } as const
  if (cpuSeconds === undefined) return [throughput]
  return [throughput, { metric: 'CPU per GB', unit: 's/GB', value: cpuSeconds / ((RECORDS * RECORD_BYTES) / 1e9) }]
}

type Load = { readonly topic: string; readonly compression: Compression }

/** What the tool would make by itself, letters at random, but made once: a byte costs it more than sending it. */
function payloads({ directory }: Lab): string {
  const file = join(directory, 'payloads')
  if (existsSync(file)) return file
  const letters = (bytes: Buffer) => Buffer.from(bytes.map(byte => A + (byte % LETTERS))).toString('latin1')
  const lines = Array.from({ length: PAYLOADS }, () => letters(randomBytes(RECORD_BYTES)))
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** MiB per second. */
async function producerPerf(lab: Lab, way: Way, { topic, compression }: Load): Promise<number> {
  const load = ['--topic', topic, '--num-records', String(RECORDS), '--payload-file', payloads(lab)]
  const properties = [`compression.type=${compression}`, 'batch.size=131072', 'linger.ms=20', 'acks=1']
  const outcome = await kafkaTool('4.3.1', 'producer-perf', [
    ...load,
    ...['--throughput', '-1', '--print-metrics'],
    ...clientOf(lab, way),
    ...['--command-property', ...properties],
  ])
  const batchBytes = figureIn(outcome, /producer-metrics:batch-size-avg\S*\s*:\s*([\d.]+)/)
  if (batchBytes < FULL_BATCH_BYTES)
    throw new Error(`batches have ${batchBytes} bytes only: this measures other things`)
  return figureIn(outcome, /\(([\d.]+) MB\/sec\)[^\n]*99\.9th/)
}

async function consumerPerf(lab: Lab, way: Way, topic: string): Promise<number> {
  const load = ['--topic', topic, '--num-records', String(RECORDS)]
  const outcome = await kafkaTool('4.3.1', 'consumer-perf', [...load, ...clientOf(lab, way)])
  return figureIn(outcome, /\n[^,]+,[^,]+, [\d.]+, ([\d.]+),/)
}

function figureIn({ stdout, stderr }: { stdout: string; stderr: string }, pattern: RegExp): number {
  const found = pattern.exec(stdout)?.[1]
  if (found === undefined) throw new Error(`no figure in:\n${stdout}${stderr}`)
  return Number(found)
}

function clientOf(lab: Lab, { bootstrap, user }: Way): string[] {
  const file = join(lab.directory, `client-${bootstrap.replace(':', '-')}.properties`)
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule'
  const sasl = user && {
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': 'PLAIN',
    'sasl.jaas.config': `${module} required username="${user.name}" password="${user.password}";`,
  }
  writeProperties(file, { ...sasl })
  return ['--bootstrap-server', bootstrap, '--command-config', file]
}

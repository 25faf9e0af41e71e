import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cached } from './cache.ts'
import { spawnTied } from './tied-process.ts'

export type KafkaVersion = '4.3.1' | '2.8.2'

const pending = new Map<KafkaVersion, Promise<string>>()

/** The directory of Apache Kafka's jars, fetched by Maven once and kept in the user's cache. */
export function kafkaLibs(version: KafkaVersion): Promise<string> {
  const libs = pending.get(version) ?? fetchOnce(version)
  pending.set(version, libs)
  libs.catch(() => pending.delete(version))
  return libs
}

async function fetchOnce(version: KafkaVersion): Promise<string> {
  const pom = join(import.meta.dirname, '../kafka', version, 'pom.xml')
  const hash = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex')
    .slice(0, 12)
  return cached(join('kafka', `${version}-${hash}`), directory => download(version, pom, directory))
}

async function download(version: KafkaVersion, pom: string, directory: string): Promise<void> {
  console.error(`Fetching Apache Kafka ${version} with Maven (about 50 MB, once)`)
  const args = ['-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime']
  const maven = spawnTied('mvn', [...args, `-DoutputDirectory=${directory}`], { stdio: ['ignore', 'pipe', 2] })
  const ended = once(maven, 'close')
  const output: string[] = []
  for await (const line of createInterface(maven.stdout!)) {
    output.push(line)
    if (process.stderr.isTTY && line.startsWith('Downloaded from')) process.stderr.write('.')
  }
  const [code] = await ended
  if (process.stderr.isTTY) process.stderr.write('\n')
  if (code !== 0)
    throw new Error(`Maven could not fetch Apache Kafka ${version}:\n${output.filter(isProblem).join('\n')}`)
}

const isProblem = (line: string) => line.startsWith('[ERROR]')

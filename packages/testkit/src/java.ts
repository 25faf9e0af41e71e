import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './command.ts'
import { kafkaLibs } from './kafka-libs.ts'

/** Short-lived tools and small brokers: start fast, stay small. */
export const fastJvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'] as const

/** The class path of one of the programs under `java/`, compiled once against Kafka's newest jars. */
export async function compiled(program: string): Promise<string> {
  const folder = fileURLToPath(new URL(`../java/${program}/`, import.meta.url))
  const sources = readdirSync(folder).map(file => join(folder, file))
  const hash = createHash('sha256')
  for (const source of sources) hash.update(readFileSync(source))
  const libs = await kafkaLibs('4.3.1')
  const classes = join(tmpdir(), 'tidegate-classes', `${program}-${hash.digest('hex').slice(0, 12)}`)
  if (!existsSync(classes)) await compile(sources, libs, classes)
  return `${classes}:${libs}/*`
}

async function compile(sources: readonly string[], libs: string, classes: string): Promise<void> {
  const parent = join(classes, '..')
  mkdirSync(parent, { recursive: true })
  const unfinished = mkdtempSync(join(parent, 'compiling-'))
  try {
    await run('javac', ['-cp', `${libs}/*`, '-d', unfinished, ...sources])
    renameSync(unfinished, classes)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(classes)) throw error
  }
}

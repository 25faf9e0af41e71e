import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cached } from './cache.ts'
import { run } from './command.ts'
import { environment } from './environment.ts'
import { type KafkaVersion, kafkaLibs } from './kafka-libs.ts'

const jdk = (tool: string) => (environment.JAVA_HOME ? join(environment.JAVA_HOME, 'bin', tool) : tool)

export const java = jdk('java')

/** Starts soon and stays small: right for tools and for brokers with little to do, wrong for measuring throughput. */
const SMALL_JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Djava.awt.headless=true']

/** What goes before the main class: flags and the class path of that Kafka, with our launchers in front. */
export async function jvmArguments(version: KafkaVersion): Promise<string[]> {
  const [libs, launchers] = await Promise.all([kafkaLibs(version), launcherJar()])
  const jars = globSync('*.jar', { cwd: libs })
    .sort()
    .map(jar => join(libs, jar))
  return [...SMALL_JVM, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', [launchers, ...jars].join(':')]
}

/** The programs of `java/launch`, compiled once against the newest Kafka. */
async function launcherJar(): Promise<string> {
  const sources = globSync(join(import.meta.dirname, '../java/launch/*.java')).sort()
  const hash = createHash('sha256')
  for (const source of sources) hash.update(readFileSync(source))
  const directory = await cached(join('java', hash.digest('hex').slice(0, 12)), async draft => {
    const classes = await mkdtemp(join(tmpdir(), 'tidegate-classes-'))
    await run(jdk('javac'), ['-cp', join(await kafkaLibs('4.3.1'), '*'), '-d', classes, ...sources])
    await run(jdk('jar'), ['--create', '--file', join(draft, JAR), '-C', classes, '.'])
    await rm(classes, { recursive: true })
  })
  return join(directory, JAR)
}

const JAR = 'launchers.jar'

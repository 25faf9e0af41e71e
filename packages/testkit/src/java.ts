import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cached, cachePath } from './cache.ts'
import { run } from './command.ts'
import { environment } from './environment.ts'
import { type KafkaVersion, kafkaLibs } from './kafka-libs.ts'
import { temporaryDirectory } from './temporary-directory.ts'
import { which } from './which.ts'

const jdk = (tool: string) =>
  environment.JAVA_HOME ? join(environment.JAVA_HOME, 'bin', tool) : (which(tool)[0] ?? tool)

export const java = () => jdk('java')
export const javac = () => jdk('javac')

/** Starts soon and stays small: right for tools and for brokers with little to do. */
const SMALL_JVM = [
  ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Djava.awt.headless=true'],
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
]

export type Role = 'broker' | 'tool'

/** What goes before the main class. */
export async function jvmArguments(version: KafkaVersion, role: Role): Promise<string[]> {
  const archive = archiveIn(cachePath(archiveDirectory()), version, role)
  const shared = existsSync(archive) ? sharing(archive) : []
  return [...SMALL_JVM, ...shared, '-cp', await classPath(version)]
}

/** An archive that does not fit is left alone, and what the JVM thinks of that does not belong into a tool's output. */
const sharing = (archive: string) => [`-XX:SharedArchiveFile=${archive}`, '-Xlog:disable', '-Xlog:all=error:stderr']

/** Refuses to start with an archive that does not fit, and cannot with one that is incomplete. */
export const verifying = async (archive: string, version: KafkaVersion) => [
  ...[...SMALL_JVM, '-Xshare:on', `-XX:SharedArchiveFile=${archive}`],
  ...['-cp', await classPath(version), '-version'],
]

/** Spelled out and in a fixed order, because an archive of classes is only good for the same path. */
async function classPath(version: KafkaVersion): Promise<string> {
  const [libs, launchers] = await Promise.all([kafkaLibs(version), launcherJar()])
  const jars = globSync('*.jar', { cwd: libs }).sort()
  return [launchers, ...jars.map(jar => join(libs, jar))].join(':')
}

export const archiveIn = (directory: string, version: KafkaVersion, role: Role) =>
  join(directory, `${role}-${version}.jsa`)

/** Archives are good only for the JVM that made them, and for the same jars. */
export function archiveDirectory(): string {
  const program = realpathSync(java())
  const sources = [...launcherSources(), ...globSync(join(PACKAGE, 'kafka/*/pom.xml')).sort()]
  return join('archives', hashOf([program, String(statSync(program).mtimeMs), ...sources.map(textOf)]))
}

const launcherSources = () => globSync(join(PACKAGE, 'java/launch/*.java')).sort()

/** The programs of `java/launch`, compiled once against the newest Kafka. */
async function launcherJar(): Promise<string> {
  const sources = launcherSources()
  const directory = await cached(join('launchers', hashOf(sources.map(textOf))), async draft => {
    const classes = temporaryDirectory()
    await run(javac(), ['--release', '17', '-cp', join(await kafkaLibs('4.3.1'), '*'), '-d', classes, ...sources])
    await run(jdk('jar'), ['--create', '--file', join(draft, JAR), '-C', classes, '.'])
    rmSync(classes, { recursive: true })
  })
  return join(directory, JAR)
}

const PACKAGE = join(import.meta.dirname, '..')
const JAR = 'launchers.jar'

const hashOf = (parts: readonly string[]) => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12)

const textOf = (path: string) => readFileSync(path, 'utf8')

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from './cache.ts'
import { run } from './command.ts'
import { archiveDirectory, archiveIn, java, jvmArguments, type Role, verifying } from './java.ts'
import { type KafkaCluster, startKafka } from './kafka.ts'
import type { KafkaVersion } from './kafka-libs.ts'
import { writeProperties } from './properties.ts'
import { temporaryDirectory } from './temporary-directory.ts'
import { mainClass, type Tool } from './tool-classes.ts'

type Line = readonly [tool: Tool, ...args: string[]]
type Script = (bootstrap: string, config: string) => readonly Line[]

const ARCHIVES: readonly (readonly [KafkaVersion, Role])[] = [
  ['4.3.1', 'broker'],
  ['4.3.1', 'tool'],
  ['2.8.2', 'tool'],
]

const TOPIC = ['--topic', 't']

/** What tools do most, so that their archives have the classes for it. */
const SCRIPTS: Readonly<Record<KafkaVersion, Script>> = {
  '4.3.1': (bootstrap, config) => {
    const admin = ['--bootstrap-server', bootstrap, '--command-config', config]
    return [
      ['topics', ...admin, '--create', ...TOPIC],
      ['topics', ...admin, '--describe'],
      ['acls', ...admin, '--add', '--allow-principal', 'User:a', '--operation', 'Read', ...TOPIC],
      ['acls', ...admin, '--list'],
      ['configs', ...admin, '--describe', ...TOPIC],
      ['producer-perf', ...admin, ...TOPIC, '--num-records', '9', '--record-size', '9', '--throughput', '-1'],
      ['console-producer', ...admin, ...TOPIC],
      ['console-consumer', ...admin, ...TOPIC, '--from-beginning', '--max-messages', '9'],
      ['consumer-groups', ...admin, '--describe', '--all-groups'],
      ['get-offsets', ...admin, ...TOPIC],
      ['transactions', ...admin, 'list'],
    ]
  },
  '2.8.2': (bootstrap, config) => {
    const server = ['--bootstrap-server', bootstrap]
    const admin = [...server, '--command-config', config]
    return [
      ['topics', ...admin, '--list'],
      ['acls', ...admin, '--list'],
      ['console-producer', ...server, '--producer.config', config, ...TOPIC],
      ['console-consumer', ...server, '--consumer.config', config, ...TOPIC, '--from-beginning', '--max-messages', '9'],
      ['consumer-groups', ...admin, '--describe', '--all-groups'],
    ]
  },
}

/**
 * Archives of the classes that brokers and tools load (JEP 350): a broker starts in two thirds of the time, a tool in
 * half. They are made once, in a rehearsal with a real broker. Everything works without them too.
 */
export async function prepareArchives(): Promise<void> {
  await cached(archiveDirectory(), makeArchives).catch((error: unknown) => {
    console.error(`Kafka will start slower, as its classes could not be archived: ${error}`)
  })
}

async function makeArchives(directory: string): Promise<void> {
  console.error('Archiving the classes of Kafka, so that it starts faster (once)')
  const jvm = archiving(directory, '4.3.1', 'broker')
  await using kafka = await startKafka({ security: 'SASL_PLAINTEXT', authorizer: true, jvm })
  for (const version of ['4.3.1', '2.8.2'] as const) await rehearse(version, kafka, directory)
  await kafka.brokers[0]!.stop('SIGTERM', 60_000)
  for (const [version, role] of ARCHIVES) {
    // A JVM dies of an archive that was cut short.
    await run(java(), await verifying(archiveIn(directory, version, role), version), { cwd: directory })
  }
}

async function rehearse(version: KafkaVersion, kafka: KafkaCluster, directory: string): Promise<void> {
  const scratch = temporaryDirectory()
  const [config, script] = [join(scratch, 'client.properties'), join(scratch, 'script')]
  writeProperties(config, kafka.clientProperties())
  const lines = SCRIPTS[version](kafka.bootstrap, config)
  writeFileSync(script, lines.map(([tool, ...args]) => [mainClass(version, tool), ...args].join('\t')).join('\n'))
  const jvm = [...(await jvmArguments(version, 'tool')), ...archiving(directory, version, 'tool')]
  await run(java(), [...jvm, 'Rehearsal', script])
  rmSync(scratch, { recursive: true })
}

const archiving = (directory: string, version: KafkaVersion, role: Role) => [
  `-XX:ArchiveClassesAtExit=${archiveIn(directory, version, role)}`,
  '-Xlog:disable', // else it names each class that is too old for an archive
]

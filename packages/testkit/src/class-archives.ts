import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from './cache.ts'
import { run } from './command.ts'
import { archiveDirectory, archiveIn, java, jvmArguments } from './java.ts'
import { startKafka } from './kafka.ts'
import type { KafkaVersion } from './kafka-libs.ts'
import { writeProperties } from './properties.ts'
import { mainClass, type Tool } from './tool-classes.ts'

/**
 * Prepares archives of the classes that brokers and tools load (JEP 350): with them a broker starts in two thirds of the
 * time and a tool in half. Made once for a JVM, from a rehearsal on a real broker; everything also works without.
 */
export async function prepareArchives(): Promise<void> {
  await cached(await archiveDirectory(), async directory => {
    const jvm = [`-XX:ArchiveClassesAtExit=${archiveIn(directory, '4.3.1', 'broker')}`, ...QUIET]
    const options = { security: 'SASL_PLAINTEXT', mechanisms: ['PLAIN', 'SCRAM-SHA-256'], authorizer: true, jvm } as const
    await using kafka = await startKafka(options)
    const config = join(directory, 'client.properties')
    writeProperties(config, kafka.clientProperties())
    await run(...(await rehearsal('4.3.1', directory, NEW_TOOLS(kafka.bootstrap, config))))
    await run(...(await rehearsal('2.8.2', directory, OLD_TOOLS(kafka.bootstrap, config))))
    await kafka.brokers[0]!.stop()
  })
}

const QUIET = ['-Xlog:disable']

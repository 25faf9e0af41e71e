import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandOptions, execute, type Outcome } from './command.ts'
import { java, jvmArguments } from './java.ts'
import type { KafkaVersion } from './kafka-libs.ts'
import { spawnTied, type TiedOptions } from './tied-process.ts'
import { mainClass, type Tool, tools } from './tool-classes.ts'
import { ToolProcess } from './tool-process.ts'

const TOOL_JVM = ['-Xmx256m']

async function javaArguments(version: KafkaVersion, tool: Tool): Promise<string[]> {
  return [...TOOL_JVM, ...(await jvmArguments(version, 'tool')), mainClass(version, tool)]
}

/** Runs one of Kafka's own command-line tools to its end. */
export async function kafkaTool(
  version: KafkaVersion,
  tool: Tool,
  args: readonly string[],
  options?: CommandOptions,
): Promise<Outcome> {
  return execute(java(), [...(await javaArguments(version, tool)), ...args], options)
}

/** Starts one of them that runs until it is stopped. */
export async function spawnKafkaTool(
  version: KafkaVersion,
  tool: Tool,
  args: readonly string[],
  options?: Pick<TiedOptions, 'cwd' | 'env'>,
): Promise<ToolProcess> {
  return new ToolProcess(spawnTied(java(), [...(await javaArguments(version, tool)), ...args], options))
}

export const kcat = (args: readonly string[], options?: CommandOptions): Promise<Outcome> =>
  execute('kcat', args, options)

/** Scripts with the names of Kafka's own distribution, for a shell's PATH. Paths given to them start where the caller is. */
export async function kafkaBin(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true })
  for (const tool of Object.keys(tools) as Tool[]) {
    const path = join(directory, tools[tool].script)
    const words = [java(), ...(await javaArguments('4.3.1', tool))].map(word => `'${word.replaceAll("'", `'\\''`)}'`)
    writeFileSync(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`)
    chmodSync(path, 0o755)
  }
}

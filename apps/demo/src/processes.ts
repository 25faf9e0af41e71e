import { fileURLToPath } from 'node:url'
import { type Service as Process, startService } from '@tidegate/testkit'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export const inTree = (path: string): string => `${root}${path}`

export type Service = { readonly name: string; readonly process: Process; readonly url: string }

type Start = {
  readonly name: string
  readonly log: string
  /** By default Node runs the arguments. */
  readonly command?: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  /** Answers 200 once the service does its work. */
  readonly health: string
}

const PROBE_MS = 100

/** Starts a program of the tree; resolves once it is healthy, and rejects with the end of its log where it ends before. */
export async function launch({
  name,
  log,
  health,
  command = process.execPath,
  args,
  cwd = root,
  env,
}: Start): Promise<Service> {
  const supervised = await startService(command, args, { log, cwd, env })
  while (supervised.running) {
    if (await isHealthy(health)) return { name, process: supervised, url: new URL(health).origin }
    await new Promise(resolve => setTimeout(resolve, PROBE_MS))
  }
  throw new Error(`${name} did not start:\n${supervised.tail()}`)
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

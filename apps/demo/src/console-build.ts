import { run } from '@tidegate/testkit'
import { inTree } from './processes.ts'

/** Beside all that starts a build takes long. */
const PATIENCE_MS = 600_000

/** Does nothing where the console is built from just these sources. */
export async function buildConsole(): Promise<void> {
  const env = { NEXT_TELEMETRY_DISABLED: '1' }
  await run(process.execPath, [inTree('apps/console/build.ts')], { env, timeoutMs: PATIENCE_MS })
}

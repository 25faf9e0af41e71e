import { openStore } from '@tidegate/store'
import { type Environment, readEnvironment } from '../env.ts'
import { environmentFaults } from './configuration.ts'
import { own } from './gateway-address.ts'
import { examine } from './index.ts'
import type { Running } from './ports.ts'
import { printed, reportOf } from './report.ts'
import { type Group, skipped } from './result.ts'
import { shown } from './visit.ts'

const ANSWER_MS = 2_000

/** `doctor [--json]`: looks at everything without starting a gateway, prints what it found and answers the exit code. */
export async function runDoctor(args: readonly string[]): Promise<number> {
  const groups = await groupsOf(environmentOrGroup())
  const report = reportOf(groups)
  const colours = process.stdout.isTTY === true
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(report, null, 2)}\n` : printed(groups, colours))
  return report.failed > 0 ? 1 : 0
}

function environmentOrGroup(): Environment | Group[] {
  try {
    return readEnvironment()
  } catch (error) {
    const others = skipped('Everything else', 'environment', 'it needs variables that can be read')
    return [{ title: 'Configuration', results: [...environmentFaults(error), others] }]
  }
}

async function groupsOf(environment: Environment | Group[]): Promise<readonly Group[]> {
  if (Array.isArray(environment)) return environment
  const { databaseUrl, secretKey } = environment
  const store = await openStore({ databaseUrl, secretKey })
  return examine({ environment, store, running: await findGateway(environment) })
}

/** The one that holds this environment's HTTP port, which no two can. */
async function findGateway({ http }: Environment): Promise<Running | undefined> {
  const get = (path: string) =>
    fetch(`http://${shown({ ...http, host: own(http.host) })}${path}`, { signal: AbortSignal.timeout(ANSWER_MS) })
  try {
    const { gateway } = (await (await get('/versions')).json()) as { gateway?: unknown }
    if (typeof gateway !== 'string') return undefined
    const ready = await get('/health/ready')
    return { unready: ready.ok ? [] : (await ready.text()).split('\n').slice(1) }
  } catch {
    return undefined
  }
}

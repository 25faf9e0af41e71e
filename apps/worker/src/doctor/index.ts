import { GatewayError } from '@tidegate/errors'
import type { Snapshot, Store } from '@tidegate/store'
import type { Environment } from '../env.ts'
import { checkAddresses } from './addresses.ts'
import { checkCertificates } from './certificates.ts'
import { checkClock } from './clock.ts'
import { checkConfiguration } from './configuration.ts'
import { checkDatabase } from './database.ts'
import { gatherFacts } from './facts.ts'
import { checkPorts, type Running } from './ports.ts'
import { Fault, type Group, look, type Result, skipped } from './result.ts'
import { checkUpstreams } from './upstreams.ts'

type Options = {
  readonly environment: Environment
  readonly store: Pick<Store, 'inspect' | 'snapshot'>
  /** Undefined where no gateway runs with this environment. */
  readonly running: Running | undefined
}

/** Every check there is, at the same time; what depends on another waits for that alone. Never rejects. */
export async function examine({ environment, store, running }: Options): Promise<Group[]> {
  const inspection = store.inspect()
  const snapshot = store.snapshot()
  const facts = gatherFacts(environment, snapshot)
  const groups: Record<string, Promise<Result[]>> = {
    Configuration: checkConfiguration(environment),
    Database: Promise.all([checkDatabase(inspection), checkStored(inspection, snapshot)]).then(both => both.flat()),
    Clock: checkClock(inspection),
    Ports: facts.then(known => checkPorts(known, running)),
    Certificates: facts.then(checkCertificates),
    'Physical clusters': facts.then(checkUpstreams),
    Addresses: facts.then(known => checkAddresses(known, running)),
  }
  const told = (error: unknown) => look({ check: 'All of these', about: 'configuration' }, () => Promise.reject(error))
  return Promise.all(
    Object.entries(groups).map(async ([title, results]) => ({
      title,
      results: await results.catch(async error => [await told(error)]),
    })),
  )
}

/** With another key than the one it was written with, the configuration cannot be read. */
async function checkStored(inspection: Promise<unknown>, snapshot: Promise<Snapshot>): Promise<Result> {
  const [check, about] = ['Stored configuration', 'GATEWAY_USER_POOL_SECRET_KEY']
  const there = await inspection.then(
    () => true,
    () => false,
  )
  if (!there) return skipped(check, about, 'the database cannot be reached')
  return look({ check, about }, async () => {
    try {
      const { generation, resources } = await snapshot
      return `generation ${generation} can be read, ${resources.length} resources`
    } catch (error) {
      if (error instanceof GatewayError) throw error
      throw new Fault('there is none yet', 'Start a gateway: it makes the tables it needs.', 'warning')
    }
  })
}

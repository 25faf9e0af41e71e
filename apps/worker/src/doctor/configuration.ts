import { lookup } from 'node:dns/promises'
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAdminUsers, usersWithWeakPasswords } from '@tidegate/api'
import { GatewayError } from '@tidegate/errors'
import type { Environment } from '../env.ts'
import { snapshotFile } from '../snapshot-file.ts'
import { Fault, look, type Result } from './result.ts'

/** What the environment says, and what it names on this machine. */
export function checkConfiguration(environment: Environment): Promise<Result[]> {
  const { adminUsers, advertisedHost, stateDirectory, secretKey } = environment
  return Promise.all([
    look({ check: 'Variables', about: 'environment' }, () => variables(environment)),
    look({ check: 'Users of the HTTP API', about: 'GATEWAY_ADMIN_API_USERS' }, () => passwords(adminUsers)),
    look({ check: 'Metrics', about: 'GATEWAY_SECURED_METRICS' }, () => metrics(environment)),
    look({ check: 'State directory', about: 'TIDEGATE_STATE_DIR' }, () => writable(stateDirectory)),
    look({ check: 'Snapshot', about: 'TIDEGATE_STATE_DIR' }, () => {
      const snapshot = snapshotFile(stateDirectory, secretKey).read()
      return snapshot ? `holds generation ${snapshot.generation}` : 'there is none yet: the first start writes it'
    }),
    look({ check: 'Advertised host', about: 'GATEWAY_ADVERTISED_HOST' }, () => resolves(advertisedHost)),
  ])
}

/** What an environment that cannot be read has wrong, variable by variable. */
export function environmentFaults(error: unknown): Result[] {
  const check = 'Variables'
  if (!(error instanceof GatewayError)) throw error
  return error.message.split('\n').map(line => {
    const [, about = 'environment', rest = line] = /^([A-Z][A-Z0-9_]+):? (.*)$/.exec(line) ?? []
    return { check, about, status: 'failed', message: rest, todo: `Correct ${about} as it says here, and look again.` }
  })
}

function variables({ clusters, worker }: Environment): string {
  if (clusters.length === 0)
    throw new Fault(
      'no physical cluster is named by the environment',
      'Name them in a file with GATEWAY_BACKEND_KAFKA_SELECTOR, by KAFKA_… variables, or through the HTTP API.',
      'warning',
    )
  return `all can be read: gateway ${worker}, physical clusters ${clusters.map(({ name }) => name).join(', ')}`
}

function passwords(text: string): string {
  parseAdminUsers(text)
  const weak = usersWithWeakPasswords(text)
  if (weak.length === 0) return 'all have passwords of their own'
  throw new Fault(
    `the password of ${weak.join(', ')} is the one of the documentation, the user’s name, or shorter than 8 characters`,
    'Give each of them another password in GATEWAY_ADMIN_API_USERS.',
    'warning',
  )
}

function metrics({ securedMetrics }: Environment): string {
  if (securedMetrics) return '/metrics needs credentials'
  throw new Fault(
    'anyone who reaches the HTTP port can read /metrics',
    'Set GATEWAY_SECURED_METRICS to true, unless the network keeps strangers away.',
    'warning',
  )
}

/** The gateway makes the directory itself where it can. */
function writable(directory: string): string {
  try {
    if (!existsSync(directory)) {
      accessSync(parentOf(directory), constants.W_OK | constants.X_OK)
      return `${directory} will be made by the first start`
    }
    const file = join(directory, `doctor-${process.pid}`)
    writeFileSync(file, '')
    rmSync(file)
    return `${directory} can be written`
  } catch (error) {
    throw new Fault(
      `${directory} cannot be written (${(error as NodeJS.ErrnoException).code}): a restart with the database away would have no snapshot`,
      'Let the user of the gateway write there, or name another directory with TIDEGATE_STATE_DIR.',
    )
  }
}

const parentOf = (path: string): string => (existsSync(dirname(path)) ? dirname(path) : parentOf(dirname(path)))

async function resolves(host: string): Promise<string> {
  const address = await lookup(host).catch(error => {
    throw new Fault(
      `${host} cannot be resolved here (${error.code})`,
      'Set GATEWAY_ADVERTISED_HOST to a name or address by which clients reach this machine.',
    )
  })
  return `${host} is ${address.address}`
}

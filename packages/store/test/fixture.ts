import { after } from 'node:test'
import { type Change, type KindName, kinds, type ManifestOf, type SpecOf } from '@tidegate/resources'
import { startPostgres } from '@tidegate/testkit'
import pg from 'pg'
import { openStore, type Store } from '../src/index.ts'

export const postgres = await startPostgres({ own: true })

export const closing: (() => Promise<unknown>)[] = []
after(async () => {
  for (const close of closing) await close()
  await postgres.stop()
})

/** A crash of the server, which by then has written what was committed: the test server takes its time with that. */
export async function crash(rows: (sql: string) => Promise<unknown>): Promise<void> {
  await rows('checkpoint')
  await postgres.pause()
}

export const secretKey = Buffer.alloc(32, 'the key of the tests')
export const actor = { user: 'ada', surface: 'rest' } as const

export async function open(databaseUrl: string, key = secretKey, now?: () => Date): Promise<Store> {
  const store = await openStore({ databaseUrl, secretKey: key, now })
  closing.push(() => store.close())
  return store
}

/** A store over a database of its own, and a way to look at what it holds. */
export async function fresh(now?: () => Date) {
  const url = await postgres.createDatabase()
  const store = await open(url, secretKey, now)
  await store.migrate()
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  closing.push(() => pool.end())
  const rows = async (sql: string) => (await pool.query(sql)).rows
  return { url, store, rows }
}

type Metadata = { readonly name: string; readonly vCluster?: string }

export function put<K extends KindName>(kind: K, metadata: Metadata, spec: SpecOf<K>): Change {
  const { apiVersion } = kinds[kind]
  return { op: 'put', manifest: { kind, apiVersion, metadata, spec } as ManifestOf<K> as never }
}

export const plain = { 'bootstrap.servers': 'kafka:9092' }

export const cluster = (name: string, properties: Record<string, string> = plain): Change =>
  put('PhysicalCluster', { name }, { role: 'upstream', properties })

export const partner = (name: string): Change =>
  put(
    'VirtualCluster',
    { name },
    { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] },
  )

export const share = (name: string): Change =>
  put('Partner', { name }, { displayName: 'Acme', contacts: [], endsOn: '2027-03-31' })

export const alias = (name: string, physicalName = `internal-${name}`): Change =>
  put('AliasTopic', { name, vCluster: 'acme' }, { physicalName, physicalCluster: 'main' })

export const account = (name: string): Change =>
  put('GatewayServiceAccount', { name, vCluster: 'acme' }, { type: 'LOCAL' })

export const acl = (topic: string): Change =>
  put(
    'Acl',
    { name: 'whatever', vCluster: 'acme' },
    {
      resourcePattern: { resourceType: 'TOPIC', name: topic, patternType: 'LITERAL' },
      principal: 'User:bob',
      host: '*',
      operation: 'READ',
      permissionType: 'ALLOW',
    },
  )

export const remove = (kind: KindName, name: string, vCluster?: string): Change => ({
  op: 'delete',
  kind,
  name,
  vCluster,
})

export const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected

export const tables = [
  'Generation',
  'Step',
  'Resource',
  'Secret',
  'Revision',
  'AuditEvent',
  'Receipt',
  'Token',
  'Slot',
  'Worker',
  'ResourceStatus',
  'TokenUse',
  'AliasUse',
]

import { isDeepStrictEqual } from 'node:util'
import {
  type Access,
  type AclBinding,
  accessOf,
  type Change,
  EVERYONE,
  type ResourceOf,
  retiresAt,
  type SpecOf,
} from '@tidegate/resources'
import type { Point } from '@tidegate/store'
import { requireVirtualCluster } from '../change.ts'
import type { Context } from '../context.ts'

/** All of one virtual cluster that decides what its clients may do. */
export type Held = {
  readonly vCluster: string
  readonly superUsers: readonly string[]
  readonly bindings: readonly AclBinding[]
  /** Virtual → physical topic name. */
  readonly aliases: ReadonlyMap<string, string>
  readonly accounts: ReadonlySet<string>
}

type Read = {
  readonly spec: Pick<ResourceOf<'VirtualCluster'>['spec'], 'aclMode' | 'superUsers' | 'acls'>
  readonly acls: ReadonlyMap<string, AclBinding>
  readonly aliases: ReadonlyMap<string, SpecOf<'AliasTopic'>>
  readonly accounts: ReadonlySet<string>
}

type Kept = { readonly vCluster: string; readonly point: Point; readonly read: Promise<Read> }

/** What each store was asked for last, which answers until anything changes. */
const kept = new WeakMap<Context['store'], Kept>()

async function read(context: Context, vCluster: string): Promise<Read> {
  const { store } = context
  // Before the reading, so that what is read is never older than it says.
  const point = await store.point()
  const last = kept.get(store)
  if (last?.vCluster === vCluster && isDeepStrictEqual(last.point, point)) return last.read
  const read = readAnew(context, vCluster)
  kept.set(store, { vCluster, point, read })
  read.catch(() => kept.delete(store))
  return read
}

async function readAnew(context: Context, vCluster: string): Promise<Read> {
  const { store } = context
  await requireVirtualCluster(context, vCluster)
  const [[cluster], acls, aliases, accounts] = await Promise.all([
    store.list({ kind: 'VirtualCluster', name: vCluster }),
    store.list({ kind: 'Acl', vCluster }),
    store.list({ kind: 'AliasTopic', vCluster }),
    store.list({ kind: 'GatewayServiceAccount', vCluster }),
  ])
  return {
    spec: cluster?.spec ?? { aclMode: 'KAFKA_API', superUsers: [], acls: [] },
    acls: new Map(acls.map(({ metadata, spec }) => [metadata.name, spec])),
    aliases: new Map(aliases.map(({ metadata, spec }) => [metadata.name, spec])),
    accounts: new Set(accounts.map(({ metadata }) => metadata.name)),
  }
}

/** Without the names that have retired by then. */
function heldOf(vCluster: string, { spec, acls, aliases, accounts }: Read, at: Date): Held {
  const known = [...aliases].filter(([, alias]) => retiresAt(alias) > at.getTime())
  return {
    vCluster,
    superUsers: spec.superUsers,
    bindings: spec.aclMode === 'REST_API' ? spec.acls : [...acls.values()],
    aliases: new Map(known.map(([name, { physicalName }]) => [name, physicalName])),
    accounts,
  }
}

export const readHeld = async (context: Context, vCluster: string): Promise<Held> =>
  heldOf(vCluster, await read(context, vCluster), context.now())

/** As it is, and as it would be after the changes. */
export async function readBoth(context: Context, vCluster: string, changes: readonly Change[]) {
  const before = await read(context, vCluster)
  const at = context.now()
  return { before: heldOf(vCluster, before, at), after: heldOf(vCluster, changed(before, vCluster, changes), at) }
}

function changed({ spec, ...before }: Read, vCluster: string, changes: readonly Change[]): Read {
  const acls = new Map(before.acls)
  const aliases = new Map(before.aliases)
  const accounts = new Set(before.accounts)
  const own: { -readonly [P in 'spec']: Read['spec'] } = { spec }
  for (const change of changes) {
    if (change.op === 'delete') {
      if (change.vCluster !== vCluster) continue
      if (change.kind === 'Acl') acls.delete(change.name)
      if (change.kind === 'AliasTopic') aliases.delete(change.name)
      if (change.kind === 'GatewayServiceAccount') accounts.delete(change.name)
      continue
    }
    const { kind, metadata, spec } = change.manifest
    if (kind === 'VirtualCluster' && metadata.name === vCluster) own.spec = spec
    if (metadata.vCluster !== vCluster) continue
    if (kind === 'Acl') acls.set(metadata.name, spec)
    if (kind === 'AliasTopic') aliases.set(metadata.name, spec)
    if (kind === 'GatewayServiceAccount') accounts.add(metadata.name)
  }
  return { spec: own.spec, acls, aliases, accounts }
}

export const accessIn = ({ bindings, superUsers }: Held): Access => accessOf({ bindings, superUsers })

/** Whoever can sign in or is named: accounts, super users, and what rules are for. Everybody stands first. */
export function principalsOf({ accounts, superUsers, bindings }: Held): string[] {
  const users = [...accounts, ...superUsers].map(user => `User:${user}`)
  const all = new Set([...users, ...bindings.map(({ principal }) => principal)])
  const names = [...all].filter(principal => principal !== EVERYONE).sort()
  return all.has(EVERYONE) ? [EVERYONE, ...names] : names
}

export const userOf = (principal: string): string | undefined =>
  principal !== EVERYONE && principal.startsWith('User:') ? principal.slice('User:'.length) : undefined

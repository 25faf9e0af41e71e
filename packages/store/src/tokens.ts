import { GatewayError } from '@tidegate/errors'
import { type Database, nextGeneration, type Transaction, writing } from './database.ts'
import { columnsOf } from './rows.ts'
import type { Actor, Replaced, Token } from './store.ts'

export type TokenFilter = { readonly vCluster?: string; readonly username?: string }

/** Those that are neither revoked nor expired. */
export async function readTokens(transaction: Transaction, filter: TokenFilter, now: Date): Promise<Token[]> {
  const { vCluster, username } = filter
  const rows = await transaction.token.findMany({
    where: { vCluster, username, revokedAt: null, expiresAt: { gt: now } },
    orderBy: [{ issuedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(tokenOf)
}

export const tokenOf = ({ id, vCluster, username, issuedAt, expiresAt }: Token): Token => ({
  id,
  vCluster,
  username,
  issuedAt,
  expiresAt,
})

type Issue = { readonly token: Token; readonly actor: Actor; readonly replaces: Replaced | undefined }

/** A token is of an account that exists, so that deleting the account revokes all there are. */
export function issueToken(database: Database, { token, actor, replaces }: Issue): Promise<void> {
  return writing(database, async transaction => {
    const { vCluster, username } = token
    const account = columnsOf({ kind: 'GatewayServiceAccount', vCluster, name: username })
    if (!(await transaction.resource.findUnique({ where: { kind_vCluster_name: account } })))
      throw new GatewayError(
        'NOT_FOUND',
        `The service account ${username} of virtual cluster ${vCluster} does not exist: create it first`,
      )
    await transaction.token.create({ data: tokenOf(token) })
    const at = database.now()
    if (replaces) await shorten(transaction, { token, actor, replaces, at })
    await record(transaction, { operation: 'ISSUE', token, actor, at })
  })
}

async function shorten(
  transaction: Transaction,
  { token: { vCluster, username }, actor, replaces: { id, until }, at }: Issue & { replaces: Replaced; at: Date },
): Promise<void> {
  const before = await transaction.token.findUnique({
    where: { id, vCluster, username, revokedAt: null, expiresAt: { gt: at } },
  })
  if (!before)
    throw new GatewayError(
      'NOT_FOUND',
      `${username} has no token ${id} that can still be used: list the tokens for their ids`,
    )
  if (before.expiresAt <= until) return
  const token = await transaction.token.update({ where: { id }, data: { expiresAt: until } })
  await record(transaction, { operation: 'SHORTEN', token, before, actor, at })
}

export function revokeToken(database: Database, id: string, actor: Actor): Promise<boolean> {
  return writing(database, async transaction => {
    const at = database.now()
    const token = await transaction.token.findUnique({ where: { id, revokedAt: null, expiresAt: { gt: at } } })
    if (!token) return false
    await transaction.token.update({ where: { id }, data: { revokedAt: at } })
    await record(transaction, { operation: 'REVOKE', token, actor, at })
    return true
  })
}

type Use = {
  readonly operation: 'ISSUE' | 'SHORTEN' | 'REVOKE'
  readonly token: Token
  readonly before?: Token
  readonly actor: Actor
  readonly at: Date
}

async function record(transaction: Transaction, { operation, token, before, actor, at }: Use): Promise<void> {
  const generation = await nextGeneration(transaction, at)
  const { id, vCluster } = token
  await transaction.token.update({ where: { id }, data: { generation } })
  const change = {
    ...((before || operation === 'REVOKE') && { before: shown(before ?? token) }),
    ...(operation !== 'REVOKE' && { after: shown(token) }),
  }
  await transaction.auditEvent.create({
    data: { ...change, generation, ...actor, operation, kind: 'Token', vCluster, name: id, at },
  })
}

const shown = ({ username, expiresAt }: Token) => ({ username, expiresAt: expiresAt.toISOString() })

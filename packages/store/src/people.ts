import { randomUUID } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import { PERSON } from './audit.ts'
import { type Database, generationOf, type Transaction, writing } from './database.ts'
import type { User } from './generated/prisma/client.ts'
import type { Person, Role } from './sign-in.ts'
import type { Actor } from './store.ts'

/** By name, and each with the ways in which they sign in. */
export async function listPeople({ prisma }: Database): Promise<Person[]> {
  const users = await prisma.user.findMany({
    include: { accounts: true, sessions: { orderBy: { updatedAt: 'desc' }, take: 1 } },
    orderBy: [{ name: 'asc' }, { email: 'asc' }],
  })
  return users.map(({ accounts, sessions: [session], ...user }) => ({
    ...personOf(user),
    signsInWith: [
      ...new Set(accounts.map(({ providerId }) => (providerId === 'credential' ? 'password' : 'provider'))),
    ],
    createdAt: user.createdAt,
    ...(session && { seenAt: session.updatedAt }),
  }))
}

const personOf = ({ id, name, email, role }: User) => ({ id, name, email, role: role as Role })

export type NewPerson = Pick<Person, 'name' | 'email' | 'role'>

/** Whoever adds a person vouches for the address, so that a provider which has verified it as well is the same person. */
export async function createUser(
  transaction: Transaction,
  { name, role, ...person }: NewPerson,
  at: Date,
): Promise<User> {
  const email = person.email.toLowerCase()
  if (await transaction.user.findUnique({ where: { email } }))
    throw new GatewayError('CONFLICT', `${email} is there already: choose another address, or change that person`)
  const data = { id: randomUUID(), name, role, email, emailVerified: true, createdAt: at, updatedAt: at }
  return transaction.user.create({ data })
}

/** Also ends every session: whoever knew the old password is out. */
export async function setPassword(transaction: Transaction, userId: string, password: string, at: Date): Promise<void> {
  const account = { providerId: 'credential', accountId: userId }
  await transaction.account.upsert({
    where: { providerId_accountId: account },
    create: { ...account, id: randomUUID(), userId, password, createdAt: at, updatedAt: at },
    update: { password, updatedAt: at },
  })
  await transaction.session.deleteMany({ where: { userId } })
}

export const countOwners = (transaction: Transaction): Promise<number> =>
  transaction.user.count({ where: { role: 'owner' } })

export function setRole(database: Database, id: string, role: Role, actor: Actor): Promise<void> {
  return writing(database, async transaction => {
    const user = await requireUser(transaction, id)
    if (user.role === role) return
    if (user.role === 'owner') await requireAnotherOwner(transaction, 'takes the role of')
    const changed = await transaction.user.update({ where: { id }, data: { role, updatedAt: database.now() } })
    await recordPerson(transaction, { before: user, after: changed, actor, at: database.now() })
  })
}

export function removePerson(database: Database, id: string, actor: Actor): Promise<void> {
  return writing(database, async transaction => {
    const user = await requireUser(transaction, id)
    if (user.role === 'owner') await requireAnotherOwner(transaction, 'removes')
    await transaction.user.delete({ where: { id } })
    await recordPerson(transaction, { before: user, actor, at: database.now() })
  })
}

export async function requireUser(transaction: Transaction, id: string): Promise<User> {
  const user = await transaction.user.findUnique({ where: { id } })
  if (!user) throw new GatewayError('NOT_FOUND', 'This person is no longer there: go back to the list of people')
  return user
}

async function requireAnotherOwner(transaction: Transaction, what: string): Promise<void> {
  if ((await countOwners(transaction)) > 1) return
  throw new GatewayError(
    'CONFLICT',
    `This ${what} the last Owner, and nobody could manage people: make another Owner first`,
  )
}

type Change = {
  readonly operation?: string
  readonly before?: User
  readonly after?: User
  readonly actor: Actor
  readonly at: Date
}

/** People are no part of what gateways run, so the generation stays as it is. */
export async function recordPerson(
  transaction: Transaction,
  { operation, before, after, actor, at }: Change,
): Promise<void> {
  const shown = ({ name, role }: User) => ({ name, role })
  const done = operation ?? (before ? (after ? 'UPDATE' : 'DELETE') : 'CREATE')
  const change = { ...(before && { before: shown(before) }), ...(after && { after: shown(after) }) }
  const name = (after ?? before)?.email ?? ''
  const generation = await generationOf(transaction)
  await transaction.auditEvent.create({
    data: { ...change, ...actor, generation, operation: done, kind: PERSON, name, at },
  })
}

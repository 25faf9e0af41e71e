import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import { type Database, type Transaction, writing } from './database.ts'
import { countOwners, createUser, type NewPerson, recordPerson, requireUser, setPassword } from './people.ts'
import type { OneTime } from './sign-in.ts'
import type { Actor } from './store.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const CLAIM_MS = 7 * DAY_MS
const LINK_MS = 3 * DAY_MS

type Purpose = 'claim' | 'password'

const identifierOf = (purpose: Purpose, token: string) =>
  `${purpose}:${createHash('sha256').update(token).digest('base64url')}`

type Offer = { readonly purpose: Purpose; readonly value: string; readonly at: Date; readonly forMs: number }

async function offer(transaction: Transaction, { purpose, value, at, forMs }: Offer): Promise<OneTime> {
  const token = randomBytes(32).toString('base64url')
  const until = new Date(at.getTime() + forMs)
  const identifier = identifierOf(purpose, token)
  await transaction.verification.deleteMany({ where: { expiresAt: { lt: at } } })
  await transaction.verification.create({
    data: { id: randomUUID(), identifier, value, expiresAt: until, createdAt: at, updatedAt: at },
  })
  return { token, until }
}

async function find({ prisma, now }: Database, purpose: Purpose, token: string) {
  const row = await prisma.verification.findFirst({ where: { identifier: identifierOf(purpose, token) } })
  return row && row.expiresAt > now() ? row : undefined
}

/** Deletes before anything is done with it: of two that come at once, one finds it gone. */
async function take(transaction: Transaction, { purpose, token, at }: { purpose: Purpose; token: string; at: Date }) {
  const row = await transaction.verification.findFirst({ where: { identifier: identifierOf(purpose, token) } })
  if (!row || row.expiresAt <= at) throw new GatewayError('FORBIDDEN', 'This link has been used or is too old')
  await transaction.verification.delete({ where: { id: row.id } })
  return row
}

export async function offerClaim({ prisma, now }: Database): Promise<OneTime | undefined> {
  if ((await countOwners(prisma)) > 0) return undefined
  return offer(prisma, { purpose: 'claim', value: 'owner', at: now(), forMs: CLAIM_MS })
}

export async function isClaimOpen(database: Database, token: string): Promise<boolean> {
  return (await find(database, 'claim', token)) !== undefined && (await countOwners(database.prisma)) === 0
}

type Claimant = Omit<NewPerson, 'role'> & { readonly passwordHash: string }

export function claim(database: Database, token: string, { passwordHash, ...person }: Claimant): Promise<void> {
  return writing(database, async transaction => {
    const at = database.now()
    await take(transaction, { purpose: 'claim', token, at })
    if ((await countOwners(transaction)) > 0) throw new GatewayError('FORBIDDEN', 'This console has an Owner already')
    const user = await createUser(transaction, { ...person, role: 'owner' }, at)
    await setPassword(transaction, user.id, passwordHash, at)
    await transaction.verification.deleteMany({ where: { identifier: { startsWith: 'claim:' } } })
    await recordPerson(transaction, { after: user, actor: { user: user.email, surface: 'trpc' }, at })
  })
}

const linkFor = (transaction: Transaction, userId: string, at: Date) =>
  offer(transaction, { purpose: 'password', value: userId, at, forMs: LINK_MS })

export function addPerson(database: Database, person: NewPerson, actor: Actor): Promise<OneTime> {
  return writing(database, async transaction => {
    const at = database.now()
    const user = await createUser(transaction, person, at)
    await recordPerson(transaction, { after: user, actor, at })
    return linkFor(transaction, user.id, at)
  })
}

/** A link that was given before ends: the newest is the one that works. */
export function offerPassword(database: Database, id: string, actor: Actor): Promise<OneTime> {
  return writing(database, async transaction => {
    const at = database.now()
    const user = await requireUser(transaction, id)
    await transaction.verification.deleteMany({ where: { identifier: { startsWith: 'password:' }, value: id } })
    await recordPerson(transaction, { operation: 'ISSUE', after: user, actor, at })
    return linkFor(transaction, id, at)
  })
}

export async function passwordFor(database: Database, token: string): Promise<string | undefined> {
  const row = await find(database, 'password', token)
  const user = row && (await database.prisma.user.findUnique({ where: { id: row.value } }))
  return user?.email
}

export function usePassword(database: Database, token: string, passwordHash: string): Promise<string> {
  return writing(database, async transaction => {
    const at = database.now()
    const { value } = await take(transaction, { purpose: 'password', token, at })
    const user = await requireUser(transaction, value)
    await setPassword(transaction, user.id, passwordHash, at)
    return user.email
  })
}

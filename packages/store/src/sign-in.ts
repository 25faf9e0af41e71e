import type { prismaAdapter } from '@better-auth/prisma-adapter'
import type { Actor } from './store.ts'

export type Role = 'viewer' | 'operator' | 'owner'

export type Person = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly signsInWith: readonly ('password' | 'provider')[]
  readonly createdAt: Date
  /** Absent for someone who has no session. */
  readonly seenAt?: Date
}

/** A browser in which someone is signed in. */
export type OpenSession = {
  readonly id: string
  readonly browser?: string
  readonly address?: string
  readonly since: Date
  readonly seenAt: Date
}

/** Text that works once, and until then. Only its hash is kept. */
export type OneTime = { readonly token: string; readonly until: Date }

type Named = { readonly name: string; readonly email: string }

/** Who may sign in to the console, and where they have. Every method rejects with STORE_UNAVAILABLE as those of `Store` do. */
export type People = {
  list(): Promise<Person[]>
  /** A token with which the first Owner is claimed; undefined where there is an Owner. Those given before go on working. */
  offerClaim(): Promise<OneTime | undefined>
  isClaimOpen(token: string): Promise<boolean>
  /** Refuses with FORBIDDEN where the token does not work or there is an Owner by now. */
  claim(token: string, person: Named & { readonly passwordHash: string }): Promise<void>
  /** Adds someone who sets their own password with the token. */
  add(person: Named & { readonly role: Role }, actor: Actor): Promise<OneTime>
  /** For someone who has forgotten their password. */
  offerPassword(id: string, actor: Actor): Promise<OneTime>
  /** The address of whom the token is for; undefined where it does not work. */
  passwordFor(token: string): Promise<string | undefined>
  /** Answers the address of whose it is. Refuses with FORBIDDEN where the token does not work. */
  setPassword(token: string, passwordHash: string): Promise<string>
  /** Refuses with CONFLICT where that would leave no Owner. */
  setRole(id: string, role: Role, actor: Actor): Promise<void>
  /** Refuses with CONFLICT where that would leave no Owner. Ends every session of theirs. */
  remove(id: string, actor: Actor): Promise<void>
  /** True where nobody else is Owner. */
  isLastOwner(email: string): Promise<boolean>
  sessions(userId: string): Promise<OpenSession[]>
  /** Says that the user of a session was active just now. Also forgets the sessions whose time is over. */
  touchSession(id: string): Promise<void>
  endSession(userId: string, id: string): Promise<void>
  endOtherSessions(userId: string, id: string): Promise<void>
}

/** What better-auth keeps its rows through. */
export type SignInDatabase = ReturnType<typeof prismaAdapter>

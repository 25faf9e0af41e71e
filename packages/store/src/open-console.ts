import { prismaAdapter } from '@better-auth/prisma-adapter'
import { type Database, openDatabase } from './database.ts'
import { addPerson, claim, isClaimOpen, offerClaim, offerPassword, passwordFor, usePassword } from './one-time.ts'
import { storeOver } from './open.ts'
import { countOwners, listPeople, removePerson, setRole } from './people.ts'
import { endOtherSessions, endSession, listSessions, touchSession } from './sessions.ts'
import type { People, SignInDatabase } from './sign-in.ts'
import type { Store, StoreOptions } from './store.ts'
import { guarded } from './unavailable.ts'

export type ConsoleStore = { readonly store: Store; readonly people: People; readonly signInDatabase: SignInDatabase }

/** The store and, over the same connections, who may sign in to the console: an entry of its own, since no worker needs it. */
export async function openConsoleStore({
  databaseUrl,
  secretKey,
  now = () => new Date(),
}: StoreOptions): Promise<ConsoleStore> {
  const database = openDatabase(databaseUrl, now)
  return {
    store: storeOver(database, secretKey),
    people: openPeople(database),
    signInDatabase: prismaAdapter(database.prisma, { provider: 'postgresql', transaction: true }),
  }
}

const openPeople = (database: Database): People =>
  guarded<People>({
    list: () => listPeople(database),
    offerClaim: () => offerClaim(database),
    isClaimOpen: token => isClaimOpen(database, token),
    claim: (token, person) => claim(database, token, person),
    add: (person, actor) => addPerson(database, person, actor),
    offerPassword: (id, actor) => offerPassword(database, id, actor),
    passwordFor: token => passwordFor(database, token),
    setPassword: (token, passwordHash) => usePassword(database, token, passwordHash),
    setRole: (id, role, actor) => setRole(database, id, role, actor),
    remove: (id, actor) => removePerson(database, id, actor),
    isLastOwner: async email => {
      const user = await database.prisma.user.findUnique({ where: { email } })
      return user?.role === 'owner' && (await countOwners(database.prisma)) === 1
    },
    sessions: userId => listSessions(database, userId),
    touchSession: id => touchSession(database, id),
    endSession: (userId, id) => endSession(database, userId, id),
    endOtherSessions: (userId, id) => endOtherSessions(database, userId, id),
  })

import type { Role } from '@tidegate/store'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { authFor } from '#auth.ts'
import { env } from '#env.ts'
import { consoleStore } from '#held.ts'
import { unavailable } from '#packages.ts'

export type Session = {
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly seenAt: Date
}

export const idleMs = () => env().TIDEGATE_SESSION_IDLE_MINUTES * 60_000

/** Rejects with STORE_UNAVAILABLE where the database cannot say. Without a cookie it is not asked. */
export async function readSession(headers: Headers): Promise<Session | undefined> {
  const auth = await authFor(headers)
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } }).catch(error => {
    throw unavailable(error instanceof Error && error.cause ? error.cause : error)
  })
  if (!found) return undefined
  const { session, user } = found
  const { people } = await consoleStore()
  if (Date.now() - session.updatedAt.getTime() > idleMs()) {
    await people.endSession(user.id, session.id)
    return undefined
  }
  const { email, name, role } = user
  return { id: session.id, userId: user.id, email, name, role: role as Role, seenAt: session.updatedAt }
}

/** Its user did something just now. Written down thirty times in the idle limit at most. */
export async function touch({ id, seenAt }: Session): Promise<void> {
  if (Date.now() - seenAt.getTime() > idleMs() / 30) await (await consoleStore()).people.touchSession(id)
}

/** `unknown` with the database away: the page then shows what it can, and that is nothing of the store's. */
export const requestSession = cache(async (): Promise<Session | 'unknown' | undefined> => {
  try {
    return await readSession(await headers())
  } catch (error) {
    if ((error as { code?: string }).code === 'STORE_UNAVAILABLE') return 'unknown'
    throw error
  }
})

/** Every page asks for itself: a layout is not run again when its reader moves from page to page. */
export async function requireSession(from: string): Promise<Session | 'unknown'> {
  const session = (await requestSession()) ?? redirect(`/sign-in?${new URLSearchParams({ from })}`)
  if (session !== 'unknown') await touch(session).catch(() => {})
  return session
}

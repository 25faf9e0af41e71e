import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { env } from '#env.ts'
import { createSessions, type Session, sessionCookie } from '#session.ts'

export async function requestSession(): Promise<Session | undefined> {
  const token = (await cookies()).get(sessionCookie)?.value
  return token === undefined ? undefined : createSessions(env()).read(token, Date.now())
}

/** Every page asks for itself: a layout is not run again when its reader moves from page to page. */
export async function requireSession(from: string): Promise<Session> {
  return (await requestSession()) ?? redirect(`/sign-in?${new URLSearchParams({ from })}`)
}

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { readSession, type Session, sessionCookie } from '@/session.ts'

export async function requestSession(): Promise<Session | undefined> {
  const jar = await cookies()
  return readSession(jar.get(sessionCookie)?.value, Date.now())
}

/** Every page asks for itself: a layout is not run again when its reader moves from page to page. */
export async function requireSession(from: string): Promise<Session> {
  return (await requestSession()) ?? redirect(`/sign-in?${new URLSearchParams({ from })}`)
}

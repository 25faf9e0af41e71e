import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { readSession, type Session, sessionCookie } from '@/session.ts'

export async function requestSession(): Promise<Session | undefined> {
  const jar = await cookies()
  return readSession(jar.get(sessionCookie)?.value, Date.now())
}

export async function requireSession(): Promise<Session> {
  return (await requestSession()) ?? redirect('/sign-in')
}

import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type Env, env } from '@/env.ts'

export const sessionCookie = 'tidegate_session'
export const sessionSeconds = 12 * 60 * 60

const payload = z.object({ email: z.string(), expires: z.number() })
export type Session = z.output<typeof payload>

/** The account is part of the key: a changed password ends every session that was opened with the old one. */
function keyOf({ GATEWAY_USER_POOL_SECRET_KEY, TIDEGATE_CONSOLE_EMAIL, TIDEGATE_CONSOLE_PASSWORD }: Env): Buffer {
  const account = createHash('sha256').update(JSON.stringify([TIDEGATE_CONSOLE_EMAIL, TIDEGATE_CONSOLE_PASSWORD])).digest()
  return Buffer.from(hkdfSync('sha256', GATEWAY_USER_POOL_SECRET_KEY, account, 'tidegate console session', 32))
}

const digest = (text: string): Buffer => createHmac('sha256', keyOf(env())).update(text).digest()

/** Compares digests, so that neither the length nor the first differing character shows in the time taken. */
const equal = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

export function accepts(email: string, password: string): boolean {
  const { TIDEGATE_CONSOLE_EMAIL, TIDEGATE_CONSOLE_PASSWORD } = env()
  const emailMatches = equal(email.trim().toLowerCase(), TIDEGATE_CONSOLE_EMAIL.toLowerCase())
  const passwordMatches = equal(password, TIDEGATE_CONSOLE_PASSWORD)
  return emailMatches && passwordMatches
}

export function signSession(now: number): string {
  const session: Session = { email: env().TIDEGATE_CONSOLE_EMAIL, expires: now + sessionSeconds * 1000 }
  const body = Buffer.from(JSON.stringify(session)).toString('base64url')
  return `${body}.${digest(body).toString('base64url')}`
}

export function readSession(token: string | undefined, now: number): Session | undefined {
  const [body = '', signature = ''] = token?.split('.') ?? []
  if (!equal(signature, digest(body).toString('base64url'))) return undefined
  const session = payload.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  return session.expires > now ? session : undefined
}

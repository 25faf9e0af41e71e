import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Env } from '#env.ts'

export const sessionCookie = 'tidegate_session'
export const sessionSeconds = 12 * 60 * 60

const payload = z.object({ email: z.string(), expires: z.number() })
export type Session = z.output<typeof payload>

/** The account is part of the key: a changed password ends every session that was opened with the old one. */
function keyOf({ GATEWAY_USER_POOL_SECRET_KEY, TIDEGATE_CONSOLE_EMAIL, TIDEGATE_CONSOLE_PASSWORD }: Env): Buffer {
  const account = JSON.stringify([TIDEGATE_CONSOLE_EMAIL, TIDEGATE_CONSOLE_PASSWORD])
  const salt = createHash('sha256').update(account).digest()
  return Buffer.from(hkdfSync('sha256', GATEWAY_USER_POOL_SECRET_KEY, salt, 'tidegate console session', 32))
}

/** The one account of the console, and sessions that live in a signed cookie and nowhere else. */
export function createSessions(env: Env) {
  const key = keyOf(env)
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  /** Compares digests, so that neither the length nor the first differing character shows in the time taken. */
  const equal = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
  const signatureOf = (body: string): string => digest(body).toString('base64url')

  return {
    accepts(email: string, password: string): boolean {
      const isEmail = equal(email.trim().toLowerCase(), env.TIDEGATE_CONSOLE_EMAIL.toLowerCase())
      const isPassword = equal(password, env.TIDEGATE_CONSOLE_PASSWORD)
      return isEmail && isPassword
    },

    sign(now: number): string {
      const session: Session = { email: env.TIDEGATE_CONSOLE_EMAIL, expires: now + sessionSeconds * 1000 }
      const body = Buffer.from(JSON.stringify(session)).toString('base64url')
      return `${body}.${signatureOf(body)}`
    },

    read(token: string, now: number): Session | undefined {
      const [body = '', signature = ''] = token.split('.')
      if (!equal(signature, signatureOf(body))) return undefined
      const session = payload.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
      return session.expires > now ? session : undefined
    },
  }
}

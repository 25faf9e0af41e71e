import { z } from 'zod'
import { fromPage, refuse } from '#answer.ts'
import { going, signInWith } from '#credentials.ts'
import { createGuard } from '#guessing.ts'
import { localPath } from '#origin.ts'

const guard = createGuard()

const body = z.object({ email: z.string(), password: z.string(), from: z.string().default('/') })

export const POST = fromPage(body, async ({ email, password, from }, request) => {
  const now = Date.now()
  if (guard.isClosed(now))
    return refuse(429, { what: 'Too many wrong passwords.', next: 'Wait a minute, then try again.' })
  guard.recordFailure(now)
  const answer = await signInWith(email, password, request)
  if (answer.ok || answer.status >= 500) guard.forgive(now)
  if (answer.ok) return going(localPath(from), answer)
  if (answer.status >= 500) throw new Error(`Sign-in failed with ${answer.status}`)
  return refuse(401, {
    what: 'The e-mail address or the password is wrong.',
    next: 'Try again. An Owner can give you a link to a new password.',
  })
})

import { z } from 'zod'
import { fromPage, refuse } from '#answer.ts'
import { hashPassword } from '#auth.ts'
import { going, newPassword, signInWith } from '#credentials.ts'
import { consoleStore } from '#held.ts'
import { linkSpent } from '#refusals.ts'

const body = z.object({ token: z.string(), password: newPassword })

export const POST = fromPage(body, async ({ token, password }, request) => {
  const { people } = await consoleStore()
  if ((await people.passwordFor(token)) === undefined) return refuse(403, linkSpent)
  const email = await people.setPassword(token, await hashPassword(password))
  return going('/', await signInWith(email, password, request))
})

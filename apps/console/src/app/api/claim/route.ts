import { z } from 'zod'
import { fromPage, refuse } from '#answer.ts'
import { hashPassword } from '#auth.ts'
import { going, newPassword, signInWith } from '#credentials.ts'
import { consoleStore } from '#held.ts'
import { claimClosed } from '#refusals.ts'

const body = z.object({
  token: z.string(),
  name: z.string().trim().min(1, 'Give a name'),
  email: z.string().trim().pipe(z.email('Give an e-mail address')),
  password: newPassword,
})

export const POST = fromPage(body, async ({ token, password, ...person }, request) => {
  const { people } = await consoleStore()
  if (!(await people.isClaimOpen(token))) return refuse(403, claimClosed)
  await people.claim(token, { ...person, passwordHash: await hashPassword(password) })
  return going('/', await signInWith(person.email, password, request))
})

import { z } from 'zod'
import { fromPage } from '#answer.ts'
import { authFor } from '#auth.ts'
import { going } from '#credentials.ts'

export const POST = fromPage(z.object({}), async (_, { headers }) => {
  const auth = await authFor(headers)
  return going('/sign-in', await auth.api.signOut({ headers, asResponse: true }))
})

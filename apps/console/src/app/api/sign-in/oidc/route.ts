import { z } from 'zod'
import { fromPage, refuse } from '#answer.ts'
import { authFor } from '#auth.ts'
import { going } from '#credentials.ts'
import { providerId } from '#oidc.ts'
import { localPath } from '#origin.ts'

export const POST = fromPage(z.object({ from: z.string().default('/') }), async ({ from }, { headers }) => {
  const auth = await authFor(headers)
  const errorCallbackURL = `/sign-in?${new URLSearchParams({ from: localPath(from) })}`
  const answer = await auth.api.signInSocial({
    body: { provider: providerId, callbackURL: localPath(from), errorCallbackURL, disableRedirect: true },
    headers,
    asResponse: true,
  })
  const { url } = (await answer.clone().json()) as { url?: string }
  if (answer.ok && url) return going(url, answer)
  return refuse(503, {
    what: 'The identity provider does not answer.',
    why: 'The console could not read where to send you.',
    next: 'Try again, or sign in with a password. The log of the console says more.',
  })
})

import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { fromPage, refuse } from '#answer.ts'
import { authWithProvider } from '#auth.ts'
import { going } from '#credentials.ts'
import { providerId } from '#oidc.ts'
import { localPath } from '#origin.ts'

const patienceMs = 10_000

async function start(headers: Headers, from: string): Promise<Response> {
  const auth = await authWithProvider(headers)
  const errorCallbackURL = `/sign-in?${new URLSearchParams({ from })}`
  const body = { provider: providerId, callbackURL: from, errorCallbackURL, disableRedirect: true }
  return auth.api.signInSocial({ body, headers, asResponse: true })
}

export const POST = fromPage(z.object({ from: z.string().default('/') }), async ({ from }, { headers }) => {
  const answer = await Promise.race([
    start(headers, localPath(from)),
    setTimeout(patienceMs, undefined, { ref: false }),
  ])
  const { url } = (await answer?.clone().json()) ?? {}
  if (answer?.ok && url) return going(url, answer)
  return refuse(503, {
    what: 'The identity provider does not answer.',
    why: 'The console could not read where to send you.',
    next: 'Try again, or sign in with a password. The log of the console says more.',
  })
})

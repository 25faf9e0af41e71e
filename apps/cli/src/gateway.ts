export type Access = { readonly url: string; readonly user: string; readonly password: string }

/** Its message is all that is shown. */
export class Refusal extends Error {}

/** Longer than everything a doctor looks at may take. */
const ANSWER_MS = 60_000

/** One GET of a gateway's HTTP API; what is refused becomes a sentence. */
export async function get(path: string, accept: string, { url, user, password }: Access): Promise<Response> {
  const target = URL.parse(path, url)
  if (!target?.protocol.startsWith('http'))
    throw new Refusal(`${url} is not the URL of a gateway: give one such as http://localhost:8888`)
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const response = await fetch(target, {
    headers: { accept, authorization },
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(error => {
    throw new Refusal(silence(target.origin, error))
  })
  if (response.status === 401)
    throw new Refusal(`The gateway does not know ${user} by this password: set TIDEGATE_USER and TIDEGATE_PASSWORD`)
  if (!response.ok) throw new Refusal(`${target.origin} answered ${response.status}: is it a gateway of this version?`)
  return response
}

function silence(origin: string, error: unknown): string {
  const { code } = ((error as Error).cause ?? {}) as { code?: string }
  return `No gateway answers at ${origin}${code ? ` (${code})` : ''}: give its HTTP address with --url or TIDEGATE_URL.
Where it should run, with its environment, this looks at everything without it:
  node apps/worker/src/main.ts doctor`
}

/** The address of this console as browsers see it: as it is configured, else as the request or the proxy before it says. */
export function originOf(headers: Headers, configured: string | undefined): string {
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0] ?? 'http'
  return configured ?? `${protocol}://${headers.get('x-forwarded-host') ?? headers.get('host')}`
}

/**
 * Why a change is not taken from where it comes; undefined where it is. A browser states the origin, and a page cannot
 * forge it; and a form of another site cannot send JSON.
 */
export function refusalOf({ method, headers }: Request, configured: string | undefined): string | undefined {
  if (headers.get('sec-fetch-site') === 'cross-site') return 'Another site may not ask the console for anything'
  if (method === 'GET') return undefined
  const own = originOf(headers, configured)
  if (headers.get('origin') !== own) return `A change must be sent from the console itself, which is at ${own}`
  if (!/^application\/json\b/i.test(headers.get('content-type') ?? ''))
    return 'A change must be sent as application/json'
  return undefined
}

/** A path of this console, else its first page: `//host` and `/\host` lead a browser elsewhere. */
export const localPath = (value: string): string => (/^\/(?![/\\])[^\s]*$/.test(value) ? value : '/')

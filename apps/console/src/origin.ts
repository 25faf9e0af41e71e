/**
 * A browser states where a request that changes something comes from, and a page cannot forge it. Behind a proxy
 * the public host arrives as X-Forwarded-Host, which a cross-site form cannot set either.
 */
export function isSameOrigin({ headers }: Request): boolean {
  const origin = headers.get('origin') ?? ''
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  return URL.canParse(origin) && new URL(origin).host === host
}

/** A path of this console, else its first page: `//host` and `/\host` lead a browser elsewhere. */
export const localPath = (value: string): string => (/^\/(?![/\\])[^\s]*$/.test(value) ? value : '/')

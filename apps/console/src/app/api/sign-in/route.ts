import { isSameOrigin } from '@/same-origin.ts'
import { accepts, sessionCookie, sessionSeconds, signSession } from '@/session.ts'
import { isGuessing, recordFailure } from '@/sign-in-attempts.ts'

const seeOther = (location: string, headers: HeadersInit = {}) =>
  new Response(null, { status: 303, headers: { location, ...headers } })

/** Only a path of this console: `//host` and `/\host` lead a browser elsewhere. */
const localPath = (value: string) => (/^\/(?![/\\])/.test(value) ? value : '/')

const isSecure = ({ url, headers }: Request) =>
  (headers.get('x-forwarded-proto') ?? new URL(url).protocol).startsWith('https')

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response('This form must be sent from the console itself.', { status: 403 })
  const form = await request.formData()
  const field = (name: string) => String(form.get(name) ?? '')
  const from = localPath(field('from'))
  const refuse = (why: string) => seeOther(`/sign-in?${new URLSearchParams({ refused: why, from })}`)

  const now = Date.now()
  if (isGuessing(now)) return refuse('wait')
  if (!accepts(field('email'), field('password'))) {
    recordFailure(now)
    return refuse('wrong')
  }
  const secure = isSecure(request) ? '; Secure' : ''
  const cookie = `${sessionCookie}=${signSession(now)}; Path=/; Max-Age=${sessionSeconds}; HttpOnly; SameSite=Lax${secure}`
  return seeOther(from, { 'set-cookie': cookie })
}

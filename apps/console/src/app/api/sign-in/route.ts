import { env } from '#env.ts'
import { createGuard } from '#guessing.ts'
import { isSameOrigin, localPath } from '#origin.ts'
import { createSessions, sessionCookie, sessionSeconds } from '#session.ts'

const guard = createGuard()

const seeOther = (location: string, headers: HeadersInit = {}) =>
  new Response(null, { status: 303, headers: { location, ...headers } })

const isSecure = ({ url, headers }: Request) =>
  (headers.get('x-forwarded-proto') ?? new URL(url).protocol).startsWith('https')

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response('This form must be sent from the console itself.', { status: 403 })
  const form = await request.formData()
  const field = (name: string) => String(form.get(name) ?? '')
  const from = localPath(field('from'))
  const refuse = (why: string) => seeOther(`/sign-in?${new URLSearchParams({ refused: why, from })}`)

  const now = Date.now()
  const sessions = createSessions(env())
  if (guard.isClosed(now)) return refuse('wait')
  if (!sessions.accepts(field('email'), field('password'))) {
    guard.recordFailure(now)
    return refuse('wrong')
  }
  const attributes = `Path=/; Max-Age=${sessionSeconds}; HttpOnly; SameSite=Lax${isSecure(request) ? '; Secure' : ''}`
  return seeOther(from, { 'set-cookie': `${sessionCookie}=${sessions.sign(now)}; ${attributes}` })
}

import { isSameOrigin } from '#origin.ts'
import { sessionCookie } from '#session.ts'

export function POST(request: Request): Response {
  if (!isSameOrigin(request)) return new Response('This form must be sent from the console itself.', { status: 403 })
  const cookie = `${sessionCookie}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`
  return new Response(null, { status: 303, headers: { location: '/sign-in', 'set-cookie': cookie } })
}

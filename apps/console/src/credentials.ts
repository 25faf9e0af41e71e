import { z } from 'zod'
import { authFor } from '#auth.ts'
import { longestPassword, shortestPassword } from '#password-rule.ts'

export const newPassword = z
  .string('give a password')
  .min(shortestPassword, `The password is too short: give ${shortestPassword} characters or more`)
  .max(longestPassword, `The password is too long: give ${longestPassword} characters or fewer`)

/** 200 with the cookie of a new session, or 401. */
export async function signInWith(email: string, password: string, { headers }: Request): Promise<Response> {
  const auth = await authFor(headers)
  return auth.api.signInEmail({ body: { email: email.trim(), password }, headers, asResponse: true })
}

/** Tells the page where to go, with the cookies of another answer. */
export function going(to: string, { headers }: Response): Response {
  const response = Response.json({ to })
  for (const cookie of headers.getSetCookie()) response.headers.append('set-cookie', cookie)
  return response
}

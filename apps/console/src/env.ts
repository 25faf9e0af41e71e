import { z } from 'zod'

const variable = (rule: string) => z.string({ error: `is not set (${rule})` })

const schema = z.object({
  DATABASE_URL: variable('give a postgresql:// address').regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  GATEWAY_USER_POOL_SECRET_KEY: variable('give the key that the gateways use')
    .pipe(z.base64('must be base64'))
    .transform(text => Buffer.from(text, 'base64'))
    .refine(key => key.length >= 32, 'must hold at least 32 bytes: make one with `openssl rand -base64 32`'),
  TIDEGATE_CONSOLE_EMAIL: variable('give the e-mail address to sign in with').pipe(
    z.email('must be an e-mail address'),
  ),
  TIDEGATE_CONSOLE_PASSWORD: variable('give a password of 8 characters or more').min(
    8,
    'must have 8 characters or more',
  ),
})

export type Env = z.output<typeof schema>

/** The message names variables and rules, never a value. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const result = schema.safeParse(source)
  if (result.success) return result.data
  const faults = result.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`)
  throw new Error(`The console cannot start: ${faults.join('; ')}.`)
}

let parsed: Env | undefined

/** Read at the first use, so that a build needs no environment. */
export const env = (): Env => (parsed ??= parseEnv(process.env))

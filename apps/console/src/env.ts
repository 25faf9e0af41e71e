import { z } from 'zod'

const variable = (rule: string) => z.string({ error: `is not set (${rule})` })

/** A variable that is set to nothing counts as one that is not set. */
const optional = (name: z.ZodType<string | undefined>) =>
  z.preprocess(value => (value === '' ? undefined : value), name)

const positive = (ifMissing: number) =>
  z.preprocess(
    value => (value === undefined || value === '' ? ifMissing : Number(value)),
    z.number('must be a number').positive('must be more than 0'),
  )

const url = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })

const schema = z
  .object({
    DATABASE_URL: variable('give a postgresql:// address').regex(
      /^postgres(ql)?:\/\//,
      'must start with postgresql://',
    ),
    GATEWAY_USER_POOL_SECRET_KEY: variable('give the key that the gateways use')
      .pipe(z.base64('must be base64'))
      .transform(text => Buffer.from(text, 'base64'))
      .refine(key => key.length >= 32, 'must hold at least 32 bytes: make one with `openssl rand -base64 32`'),
    TIDEGATE_ENVIRONMENT: optional(
      z
        .string()
        .trim()
        .regex(/^[^\p{C}]{1,40}$/u, 'must be a word or two, of 40 characters at most')
        .optional(),
    ),
    TIDEGATE_CONSOLE_URL: optional(url.transform(text => new URL(text).origin).optional()),
    TIDEGATE_SESSION_IDLE_MINUTES: positive(30),
    TIDEGATE_SESSION_HOURS: positive(12),
    TIDEGATE_OIDC_ISSUER: optional(url.optional()),
    TIDEGATE_OIDC_CLIENT_ID: optional(z.string().optional()),
    TIDEGATE_OIDC_CLIENT_SECRET: optional(z.string().optional()),
    TIDEGATE_OIDC_NAME: z.string().default('your organisation'),
    TIDEGATE_OIDC_SCOPES: z.string().default('openid profile email'),
    TIDEGATE_OIDC_ROLE_CLAIM: optional(z.string().optional()),
  })
  .superRefine((env, { addIssue }) => {
    if (env.TIDEGATE_OIDC_ISSUER === undefined) return
    const needed = ['TIDEGATE_OIDC_CLIENT_ID', 'TIDEGATE_OIDC_CLIENT_SECRET', 'TIDEGATE_CONSOLE_URL'] as const
    for (const name of needed)
      if (env[name] === undefined)
        addIssue({ code: 'custom', path: [name], message: 'is not set (TIDEGATE_OIDC_ISSUER needs it)' })
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

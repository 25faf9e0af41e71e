import { createHash, timingSafeEqual } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import { invalid, parseYaml } from '@tidegate/resources'
import { z } from 'zod'

export type AdminUser = { readonly name: string; readonly write: boolean }

const VARIABLE = 'GATEWAY_ADMIN_API_USERS'
const EXAMPLE = '[{username: admin, password: "…", admin: true}]'

const users = z
  .array(
    z.strictObject({
      username: z.string().regex(/^[^:\p{Cc}]+$/u, 'it must not be empty, nor hold colons or control characters'),
      password: z.string('give a text in quotes').min(1, 'it must not be empty'),
      admin: z.boolean().default(false),
    }),
  )
  .min(1, 'name at least one user')
  .refine(
    each => new Set(each.map(({ username }) => username)).size === each.length,
    'each username may stand there once',
  )

/** Answers who a Basic `Authorization` header speaks for. How long that takes does not depend on what is wrong with it. */
export function parseAdminUsers(text: string): (authorization: string | undefined) => AdminUser | undefined {
  const known = read(text).map(({ username, password, admin }) => ({
    user: { name: username, write: admin },
    digest: digestOf(`${username}:${password}`),
  }))
  return authorization => {
    const [, encoded = ''] = /^basic +([a-z0-9+/_-]+=*) *$/i.exec(authorization ?? '') ?? []
    const given = digestOf(Buffer.from(encoded, 'base64').toString())
    return known.filter(({ digest }) => timingSafeEqual(digest, given))[0]?.user
  }
}

function read(text: string): z.output<typeof users> {
  const { success, data, error } = users.safeParse(valueIn(text))
  if (success) return data
  throw new GatewayError('INVALID', `${VARIABLE}: ${invalid(error).message}. Write it as ${EXAMPLE}`)
}

function valueIn(text: string): unknown {
  try {
    return parseYaml(text)[0]
  } catch (error) {
    throw new GatewayError('INVALID', `${VARIABLE}: ${(error as Error).message}. Write it as ${EXAMPLE}`)
  }
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

const SHORTEST = 8
/** The one of every example in the documentation of the gateway that this one takes the place of. */
const DOCUMENTED = 'conduktor'

/** The names of those whose password is easily guessed. */
export const usersWithWeakPasswords = (text: string): string[] =>
  read(text)
    .filter(({ username, password }) => password === DOCUMENTED || password === username || password.length < SHORTEST)
    .map(({ username }) => username)

import { hkdfSync } from 'node:crypto'
import type { ConsoleStore } from '@tidegate/store/sign-in'
import { type Env, env } from '#env.ts'
import { consoleStore } from '#held.ts'
import { oidcPlugins } from '#oidc.ts'
import { originOf } from '#origin.ts'
import { betterAuth } from '#packages.ts'
import { longestPassword, shortestPassword } from '#password-rule.ts'

const secretOf = ({ GATEWAY_USER_POOL_SECRET_KEY }: Env): string =>
  Buffer.from(hkdfSync('sha256', GATEWAY_USER_POOL_SECRET_KEY, '', 'tidegate console session', 32)).toString('hex')

/** A browser takes a cookie with this prefix from https alone, for this host alone, and lets no other one replace it. */
const cookiePrefix = (secure: boolean) => (secure ? '__Host-tidegate' : 'tidegate')

/**
 * Of what better-auth offers over HTTP, only the way back from a provider is served (`api/auth/callback`): what this
 * console offers are its own routes, which check where a request comes from before they call it.
 */
const build = (env: Env, { people, signInDatabase }: ConsoleStore, { secure, withProvider }: Kind) =>
  betterAuth({
    appName: 'Tidegate',
    baseURL: env.TIDEGATE_CONSOLE_URL ?? 'http://localhost',
    basePath: '/api/auth',
    secret: secretOf(env),
    database: signInDatabase,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    user: { additionalFields: { role: { type: 'string', required: false, defaultValue: 'viewer' } } },
    // The row alone says when a session ends, and it is never prolonged; `request-session.ts` adds the idle limit.
    session: { expiresIn: Math.ceil(env.TIDEGATE_SESSION_HOURS * 3600), disableSessionRefresh: true },
    account: { updateAccountOnSignIn: false },
    databaseHooks: {
      account: { create: { before: async account => ({ data: { ...account, ...noTokens } }) } },
      user: {
        update: {
          before: async user => {
            const keeps = user.email !== undefined && 'role' in user && (await people.isLastOwner(user.email))
            return { data: { ...user, ...(keeps && { role: 'owner' }) } }
          },
        },
      },
    },
    onAPIError: { errorURL: '/sign-in' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: { useSecureCookies: false, cookiePrefix: cookiePrefix(secure), defaultCookieAttributes: { secure } },
    plugins: withProvider ? oidcPlugins(env) : [],
  })

/** The console calls nothing in the name of its users, so it keeps no token of theirs. */
const noTokens = { accessToken: null, refreshToken: null, idToken: null }

export type Auth = ReturnType<typeof build>

type Kind = { readonly secure: boolean; readonly withProvider: boolean }

const held = globalThis as { tidegateAuth?: Map<string, Promise<Auth>> }

/** Cookies differ between http and https; and one that knows the provider waits for it, which nobody else should. */
function authOf(kind: Kind): Promise<Auth> {
  held.tidegateAuth ??= new Map()
  const key = JSON.stringify(kind)
  const auth = held.tidegateAuth.get(key) ?? consoleStore().then(store => build(env(), store, kind))
  held.tidegateAuth.set(key, auth)
  return auth
}

const isSecure = (headers: Headers): boolean => originOf(headers, env().TIDEGATE_CONSOLE_URL).startsWith('https:')

export const authFor = (headers: Headers): Promise<Auth> => authOf({ secure: isSecure(headers), withProvider: false })

export const authWithProvider = (headers: Headers): Promise<Auth> =>
  authOf({ secure: isSecure(headers), withProvider: true })

export const hashPassword = async (password: string): Promise<string> =>
  (await (await authOf({ secure: false, withProvider: false })).$context).password.hash(password)

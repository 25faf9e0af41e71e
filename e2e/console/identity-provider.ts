import { once } from 'node:events'
import type { Server } from 'node:http'
// @ts-expect-error The package has no types of its own.
import Provider from 'oidc-provider'

type Claims = Readonly<Record<string, unknown>>

/** Who can sign in there, by the name typed into its form; the password is not looked at. */
type People = Record<string, Claims>

export type IdentityProvider = AsyncDisposable & { readonly people: People }

export const client = { id: 'tidegate', secret: 'a secret of the tests' }

/** A real OpenID provider in this process, with the forms that it has for development. */
export async function startIdentityProvider(port: number, consoleUrl: string): Promise<IdentityProvider> {
  const people: People = {}
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${consoleUrl}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    cookies: { keys: ['of the tests'] },
  })
  const server: Server = provider.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    people,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

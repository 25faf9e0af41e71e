import type { Env } from '#env.ts'
import { roleOf } from '#oidc-role.ts'
import { genericOAuth } from '#packages.ts'

export const providerId = 'oidc'

/** With a claim, the provider decides the role at each sign-in; without, everyone starts as Viewer. */
export function oidcPlugins(env: Env) {
  const { TIDEGATE_OIDC_ISSUER: issuer, TIDEGATE_OIDC_CLIENT_ID: clientId, TIDEGATE_OIDC_ROLE_CLAIM: claim } = env
  if (issuer === undefined || clientId === undefined) return []
  return [
    genericOAuth({
      config: [
        {
          providerId,
          clientId,
          clientSecret: env.TIDEGATE_OIDC_CLIENT_SECRET,
          discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
          scopes: env.TIDEGATE_OIDC_SCOPES.split(/\s+/).filter(Boolean),
          requireIdTokenVerification: true,
          overrideUserInfo: claim !== undefined,
          mapProfileToUser: profile => ({
            name: String(profile.name ?? profile.email),
            ...(claim !== undefined && { role: roleOf(profile[claim]) }),
          }),
        },
      ],
    }),
  ]
}

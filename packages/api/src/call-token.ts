import { hkdfSync } from 'node:crypto'
import type { Role } from '@tidegate/store'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

/** Who calls a gateway by a console. */
export type Person = { readonly user: string; readonly role: Role }

type Call = { readonly gateway: string; readonly secretKey: Uint8Array; readonly now: Date }

const LIFETIME_S = 30

const claims = z.object({ sub: z.string().min(1), role: z.enum(['viewer', 'operator', 'owner']) })

/** Not the key of the tokens of service accounts, so that neither is ever taken for the other. */
const keyOf = (secretKey: Uint8Array) => new Uint8Array(hkdfSync('sha256', secretKey, '', 'tidegate gateway calls', 32))

/** Lets a person who is signed in to the console call one gateway, for half a minute. */
export function signCall({ user, role }: Person, { gateway, secretKey, now }: Call): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(user)
    .setAudience(gateway)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .sign(keyOf(secretKey))
}

/** Whom a Bearer `Authorization` header speaks for at this gateway; undefined where it speaks for nobody. */
export async function verifyCall(
  authorization: string | undefined,
  { gateway, secretKey, now }: Call,
): Promise<Person | undefined> {
  const [, token] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  if (!token) return undefined
  const verified = await jwtVerify(token, keyOf(secretKey), {
    algorithms: ['HS256'],
    audience: gateway,
    maxTokenAge: LIFETIME_S,
    // Clocks of two machines differ by a little.
    clockTolerance: 10,
    requiredClaims: ['sub', 'role', 'aud', 'iat', 'exp'],
    currentDate: now,
  }).catch(() => undefined)
  const { data } = claims.safeParse(verified?.payload)
  return data && { user: data.sub, role: data.role }
}

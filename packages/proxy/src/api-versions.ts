import { apiNamed, type Body, errorCodes } from '@tidegate/protocol'
import type { Client } from './exchange.ts'
import type { Gate } from './gate.ts'

export const apiVersions = apiNamed('ApiVersions')
export const saslHandshake = apiNamed('SaslHandshake')
export const saslAuthenticate = apiNamed('SaslAuthenticate')

/** Served by the session itself, whatever stands behind it. */
export const own = [apiVersions, saslHandshake, saslAuthenticate] as const

const produce = apiNamed('Produce')

const SOFTWARE = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/

/** KIP-511: an unknown version of ApiVersions is answered in version 0, so that the client can ask again. */
export const unsupportedApiVersions = (): Body => ({
  errorCode: errorCodes.UNSUPPORTED_VERSION,
  apiKeys: [{ apiKey: apiVersions.key, minVersion: apiVersions.versions[0], maxVersion: apiVersions.versions[1] }],
})

type Asked = { readonly body: Body; readonly version: number; readonly gate: Gate<any> }

type Offered = ReturnType<Gate<any>['offered']>

/** Every connection asks, and what is offered changes with the brokers. */
const listed = new WeakMap<Offered, readonly Body[]>()

const list = (offered: Offered): Body[] =>
  [...new Map([...offered, ...own.map(({ key, versions }) => [key, versions] as const)])]
    .sort(([a], [b]) => a - b)
    // KAFKA-18659: librdkafka looks for old versions of Produce to detect features, so brokers list them though they refuse them.
    .map(([apiKey, [min, maxVersion]]) => ({ apiKey, minVersion: apiKey === produce.key ? 0 : min, maxVersion }))

/** Java clients give their software only once they are authenticated, others before. */
export function answerApiVersions({ body: request, version, gate }: Asked, client: Client): Body {
  if (version >= 3 && !(SOFTWARE.test(request.clientSoftwareName) && SOFTWARE.test(request.clientSoftwareVersion)))
    return { errorCode: errorCodes.INVALID_REQUEST, apiKeys: [] }
  if (version >= 3) client.software = { name: request.clientSoftwareName, version: request.clientSoftwareVersion }
  const offered = gate.offered()
  const apiKeys = listed.get(offered) ?? list(offered)
  listed.set(offered, apiKeys)
  const { supportedFeatures, ...features } = gate.features()
  // Clients before v4 cannot parse a feature whose minimum is 0 (KAFKA-17011).
  const parsable = supportedFeatures.filter((each: Body) => version >= 4 || each.minVersion > 0)
  return { errorCode: 0, apiKeys, supportedFeatures: parsable, ...features }
}

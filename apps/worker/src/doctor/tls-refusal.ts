import type { Address, Presented } from '@tidegate/proxy'
import { type PhysicalCluster, placeOf } from './facts.ts'
import { Fault } from './result.ts'

const DAY_MS = 86_400_000
const SOON_DAYS = 30

type Dated = { readonly validFrom: string; readonly validTo: string }

/** Throws where the certificate is not valid now, or not for much longer. */
export function checkDates(what: string, { validFrom, validTo }: Dated, renew: string): string {
  const days = Math.floor((Date.parse(validTo) - Date.now()) / DAY_MS)
  const day = new Date(validTo).toISOString().slice(0, 10)
  if (Date.parse(validFrom) > Date.now()) throw new Fault(`${what} is not valid yet`, 'Set the clock, or wait.')
  if (days < 0) throw new Fault(`${what} expired on ${day}`, renew)
  if (days < SOON_DAYS) throw new Fault(`${what} expires in ${days} days, on ${day}`, renew, 'warning')
  return `${what} is valid until ${day}`
}

/** Why the gateway does not go on with a broker that shows this certificate. */
export function refusalOf(cluster: PhysicalCluster, address: Address, { certificate, refusal }: Presented) {
  if (!refusal) return undefined
  if (refusal === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new Fault(
      `the certificate of the broker is not for ${address.host}, but for ${certificate?.subjectAltName ?? 'no name at all'}`,
      `Use one of these names in ${placeOf(cluster, 'bootstrap.servers')} and advertised.listeners, have a certificate issued that holds this one, or set ${placeOf(cluster, 'ssl.endpoint.identification.algorithm')} to nothing.`,
    )
  if (refusal === 'CERT_HAS_EXPIRED')
    return new Fault('the certificate of the broker, or of who issued it, has expired', 'Renew it at the broker.')
  return new Fault(
    `the certificate of the broker is not trusted (${refusal})`,
    `Put the certificate of the authority that issued it into ${placeOf(cluster, 'ssl.truststore.location')}, with ssl.truststore.type PEM.`,
  )
}

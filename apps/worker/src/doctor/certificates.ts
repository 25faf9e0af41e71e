import { X509Certificate } from 'node:crypto'
import { type Address, ownCertificate, probeTls, type UpstreamSettings } from '@tidegate/proxy'
import { upstreamSettings } from '../loop/upstream-settings.ts'
import { type Facts, type PhysicalCluster, placeOf } from './facts.ts'
import { Fault, look, type Result, STEP_MS, skipped } from './result.ts'
import { checkDates, refusalOf } from './tls-refusal.ts'
import { shown } from './visit.ts'

type Tls = NonNullable<UpstreamSettings['tls']>

const PEM = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g

/** What each upstream is trusted by, what the gateway shows it, and what its bootstrap servers show. */
export async function checkCertificates({ clusters }: Facts): Promise<Result[]> {
  const secured = clusters.flatMap(cluster => {
    const settings = settingsOf(cluster)
    return settings?.tls ? [{ cluster, tls: settings.tls, bootstrap: settings.bootstrap }] : []
  })
  if (secured.length === 0) return [skipped('Certificates', 'PhysicalCluster', 'no physical cluster is reached by TLS')]
  const results = secured.map(({ cluster, tls, bootstrap }) => [
    trusted(cluster, tls),
    shownByUs(cluster, tls),
    ...bootstrap.map(address => shownByBroker(cluster, tls, address)),
  ])
  return Promise.all(results.flat())
}

/** Properties that cannot be read are told of where the cluster is. */
function settingsOf({ properties }: PhysicalCluster): UpstreamSettings | undefined {
  try {
    return upstreamSettings(properties)
  } catch {
    return undefined
  }
}

const trusted = (cluster: PhysicalCluster, { ca }: Tls): Promise<Result> => {
  const about = `${cluster.name} ssl.truststore`
  return look({ check: 'Trust store', about }, () => {
    if (!ca) return 'none: the authorities that Node.js knows are trusted'
    const blocks = String(ca).match(PEM) ?? []
    const place = placeOf(cluster, 'ssl.truststore.location')
    if (blocks.length === 0)
      throw new Fault('there is no certificate in PEM in it', `Put one with -----BEGIN CERTIFICATE----- into ${place}.`)
    const certificates = blocks.map(block => parsed(block, place))
    const [first] = certificates.sort((a, b) => Date.parse(a.validTo) - Date.parse(b.validTo))
    return checkDates(nameOf(first!), first!, `Put the authority’s new certificate into ${place}.`)
  })
}

function parsed(block: string, place: string): X509Certificate {
  try {
    return new X509Certificate(block)
  } catch {
    throw new Fault('a certificate in it cannot be read', `Replace the file or text of ${place}.`)
  }
}

const shownByUs = (cluster: PhysicalCluster, tls: Tls): Promise<Result> => {
  const about = `${cluster.name} ssl.keystore`
  return look({ check: 'Key store', about }, () => {
    if (!tls.cert && !tls.pfx) return 'none: the gateway shows no certificate'
    const place = placeOf(cluster, 'ssl.keystore.location')
    let certificate: X509Certificate | undefined
    try {
      certificate = ownCertificate(tls)
    } catch {
      throw new Fault(
        'the key and certificate in it cannot be used together, or need another password',
        `Check ${place}, ssl.keystore.password and ssl.key.password.`,
      )
    }
    return certificate
      ? checkDates(nameOf(certificate), certificate, `Have the certificate in ${place} renewed.`)
      : 'can be read'
  })
}

const shownByBroker = (cluster: PhysicalCluster, tls: Tls, address: Address): Promise<Result> => {
  const about = `${cluster.name} ${shown(address)}`
  return look({ check: 'Certificate of the broker', about }, async () => {
    const presented = await probeTls(address, tls, STEP_MS).catch(() => {
      throw new Fault('it shows none', 'See what is said of this server under Physical clusters.', 'skipped')
    })
    const { certificate } = presented
    const dates = certificate && checkDates(nameOf(certificate), certificate, 'Renew it at the broker.')
    const refusal = refusalOf(cluster, address, presented)
    if (refusal) throw refusal
    return dates ?? 'none was shown'
  })
}

const nameOf = ({ subject }: X509Certificate): string => (subject ?? 'a certificate').replaceAll('\n', ', ')

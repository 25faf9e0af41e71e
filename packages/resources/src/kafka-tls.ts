import { GatewayError } from '@tidegate/errors'

/** TLS towards a physical cluster: what is given in PEM, and paths of what stands in files. */
export type Tls = {
  readonly ca?: string
  readonly caFile?: string
  readonly cert?: string
  readonly certFile?: string
  readonly key?: string
  readonly keyFile?: string
  /** A PKCS#12 file with the client's key and certificates. */
  readonly pfxFile?: string
  readonly passphrase?: string
  readonly verifyHost: boolean
}

/** The part of Node's TLS options that a connection decides. */
export type TlsOptions = {
  ca?: string | Buffer
  cert?: string | Buffer
  key?: string | Buffer
  pfx?: Buffer
  passphrase?: string
  checkServerIdentity?: () => undefined
}

type Properties = Readonly<Record<string, string>>

const TRUST_TO_PEM = 'convert it with: keytool -list -rfc -keystore <file> > ca.pem, then set ssl.truststore.type=PEM'
const KEYS_TO_PKCS12 =
  'convert it with: keytool -importkeystore -srckeystore <file> -destkeystore client.p12 -deststoretype PKCS12, then set ssl.keystore.type=PKCS12'

const invalid = (property: string, rule: string) => new GatewayError('INVALID', `${property}: ${rule}`)

/** Reads the `ssl.*` properties with the defaults of a Kafka client: stores are JKS, and hosts are verified. */
export const tlsOf = (set: Properties): Tls => ({ ...trustOf(set), ...identityOf(set), verifyHost: verifiesHost(set) })

/** Reads the files that the settings name. The error names the property, not the path. */
export function readTls(tls: Tls, read: (path: string) => Buffer): TlsOptions {
  const { caFile, certFile, keyFile, pfxFile, passphrase } = tls
  const ca = caFile ? readStore('ssl.truststore.location', () => read(caFile)) : tls.ca
  const cert = certFile ? readStore('ssl.keystore.location', () => read(certFile)) : tls.cert
  const key = keyFile ? readStore('ssl.keystore.location', () => read(keyFile)) : tls.key
  const pfx = pfxFile ? readStore('ssl.keystore.location', () => read(pfxFile)) : undefined
  return {
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(pfx && { pfx }),
    ...(passphrase && { passphrase }),
    ...(!tls.verifyHost && { checkServerIdentity: () => undefined }),
  }
}

function readStore(property: string, read: () => Buffer): Buffer {
  try {
    return read()
  } catch (cause) {
    throw new GatewayError(
      'INVALID',
      `${property}: the file cannot be read; check that it exists where the gateway runs`,
      cause,
    )
  }
}

function trustOf(set: Properties): Partial<Tls> {
  const certificates = set['ssl.truststore.certificates']
  const location = set['ssl.truststore.location']
  if (!certificates && !location) return {}
  const type = set['ssl.truststore.type'] || 'JKS'
  if (type !== 'PEM')
    throw invalid('ssl.truststore.type', `${known(type)} cannot be read here, only PEM; ${TRUST_TO_PEM}`)
  if (set['ssl.truststore.password'])
    throw invalid('ssl.truststore.password', 'it cannot be set where ssl.truststore.type is PEM')
  if (certificates && location)
    throw invalid('ssl.truststore.certificates', 'it cannot be set together with ssl.truststore.location')
  return location ? { caFile: location } : { ca: pem('ssl.truststore.certificates', 'CERTIFICATE', certificates) }
}

function identityOf(set: Properties): Partial<Tls> {
  const [chain, key, location] = [
    set['ssl.keystore.certificate.chain'],
    set['ssl.keystore.key'],
    set['ssl.keystore.location'],
  ]
  if (!chain && !key && !location) return {}
  const type = set['ssl.keystore.type'] || 'JKS'
  if (type.toUpperCase() === 'PKCS12' && location && !chain && !key) return pkcs12Of(set, location)
  if (type !== 'PEM')
    throw invalid('ssl.keystore.type', `${known(type)} cannot be read here, only PEM and PKCS12; ${KEYS_TO_PKCS12}`)
  if (set['ssl.keystore.password'])
    throw invalid(
      'ssl.keystore.password',
      'it cannot be set where ssl.keystore.type is PEM; the key’s own is ssl.key.password',
    )
  const passphrase = set['ssl.key.password'] ? { passphrase: set['ssl.key.password'] } : {}
  if (location && (chain || key))
    throw invalid(
      'ssl.keystore.location',
      'it cannot be set together with ssl.keystore.key or ssl.keystore.certificate.chain',
    )
  if (location) return { certFile: location, keyFile: location, ...passphrase }
  return {
    cert: pem('ssl.keystore.certificate.chain', 'CERTIFICATE', chain),
    key: pem('ssl.keystore.key', 'PRIVATE KEY', key),
    ...passphrase,
  }
}

/** Such a file has one password here: Node cannot open a key with another one than its store's. */
function pkcs12Of(set: Properties, location: string): Partial<Tls> {
  const [store, key] = [set['ssl.keystore.password'], set['ssl.key.password']]
  if (key && key !== store)
    throw invalid('ssl.key.password', 'it must equal ssl.keystore.password where ssl.keystore.type is PKCS12')
  return { pfxFile: location, ...(store && { passphrase: store }) }
}

/** A type is shown only if it is one: what stands there by mistake may be anything. */
const known = (type: string): string => (['JKS', 'PKCS12', 'PEM'].includes(type.toUpperCase()) ? type : 'this type')

/** An empty algorithm means that no host is verified; Kafka knows no other value than https. */
function verifiesHost(set: Properties): boolean {
  const algorithm = set['ssl.endpoint.identification.algorithm'] ?? 'https'
  if (algorithm !== '' && algorithm.toLowerCase() !== 'https')
    throw invalid(
      'ssl.endpoint.identification.algorithm',
      'it must be https, or empty so that host names are not verified',
    )
  return algorithm !== ''
}

/** Checks for a block of the kind. Kafka reads PEM whose line ends became spaces on the way, OpenSSL does not: they are put back. */
function pem(property: string, kind: string, text = ''): string {
  const block = new RegExp(`-----BEGIN [A-Z ]*${kind}-----[^-]+-----END [A-Z ]*${kind}-----`)
  if (!block.test(text)) throw invalid(property, `it must hold a ${kind} in PEM: -----BEGIN ${kind}-----…`)
  if (text.includes('\n')) return text
  return text.replaceAll(/(-----BEGIN [A-Z ]+-----)([^-]+)(-----END [A-Z ]+-----) */g, (_, begin, body: string, end) =>
    [begin, ...(body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []), end, ''].join('\n'),
  )
}

import { GatewayError } from '@tidegate/errors'
import { apiNamed, type Body, errorCodes } from '@tidegate/protocol'
import {
  type Address,
  ProbeError,
  probeTcp,
  probeTls,
  UpstreamConnection,
  type UpstreamSettings,
} from '@tidegate/proxy'
import { type PhysicalCluster, placeOf } from './facts.ts'
import { Fault, STEP_MS } from './result.ts'
import { refusalOf } from './tls-refusal.ts'

export type Visit = {
  readonly connection: UpstreamConnection
  /** The newest version of each API, by its name; undefined where the broker does not have it. */
  newest(api: string): number | undefined
  readonly metadata: Body
  /** What the broker answered to ApiVersions. */
  readonly versions: Body
}

export const shown = ({ host, port }: Address): string => `${host.includes(':') ? `[${host}]` : host}:${port}`

const apiVersions = apiNamed('ApiVersions')
const saslHandshake = apiNamed('SaslHandshake')
const metadata = apiNamed('Metadata')

/** The oldest that carries topic ids, which the gateway cannot do without. */
const METADATA = 10
const SOFTWARE = { clientSoftwareName: 'tidegate', clientSoftwareVersion: '1' }

/** Goes the whole way to one broker; each step that fails is a Fault of its own. The caller closes the connection. */
export async function visit(cluster: PhysicalCluster, address: Address, set: UpstreamSettings): Promise<Visit> {
  const settings = { ...set, timeoutMs: STEP_MS }
  await probeTcp(address, STEP_MS).catch(error => {
    throw unreached(cluster, address, error)
  })
  if (settings.tls) await tlsTo(cluster, address, settings.tls)
  if (settings.sasl) await offered(cluster, address, settings)
  const connection = await UpstreamConnection.connect(address, settings).catch(error => {
    throw signInFault(cluster, address, settings, error)
  })
  try {
    const { versions, newest } = await negotiate(connection)
    if ((newest('Metadata') ?? 0) < METADATA)
      throw new Fault(`${shown(address)} is older than Kafka 2.8`, 'Bring the brokers to Kafka 2.8 or newer.')
    const request = { topics: [], allowAutoTopicCreation: false }
    return { connection, newest, versions, metadata: await connection.ask(metadata, newest('Metadata')!, request) }
  } catch (error) {
    connection.close()
    throw error instanceof Fault ? error : silence(cluster, address, settings)
  }
}

/** What both sides of a connection understand. */
export async function negotiate(connection: UpstreamConnection): Promise<Pick<Visit, 'versions' | 'newest'>> {
  const versions = await connection.ask(apiVersions, 3, SOFTWARE)
  const theirs = new Map<number, number>(versions.apiKeys.map((each: Body) => [each.apiKey, each.maxVersion]))
  const newest = (api: string) => {
    const { key, versions: own } = apiNamed(api)
    const most = theirs.get(key)
    return most === undefined ? undefined : Math.min(most, own[1])
  }
  return { versions, newest }
}

function unreached(cluster: PhysicalCluster, address: Address, error: ProbeError): Fault {
  const bootstrap = placeOf(cluster, 'bootstrap.servers')
  if (error.step === 'resolve')
    return new Fault(
      `the name ${address.host} cannot be resolved here (${error.code})`,
      `Correct ${bootstrap}, or the broker’s advertised.listeners, or the name service of this machine.`,
    )
  const why = error.code === 'ETIMEDOUT' ? 'does not let itself be connected to' : `refuses connections (${error.code})`
  return new Fault(
    `${shown(address)} ${why}`,
    `Start the broker, open the way to it from here, or correct ${bootstrap}.`,
  )
}

async function tlsTo(cluster: PhysicalCluster, address: Address, tls: NonNullable<UpstreamSettings['tls']>) {
  const presented = await probeTls(address, tls, STEP_MS).catch((error: ProbeError) => {
    if (!(error instanceof ProbeError)) throw error
    const what = error.code === 'ETIMEDOUT' ? 'does not answer a TLS handshake' : `speaks no TLS (${error.code})`
    throw new Fault(
      `${shown(address)} accepts connections and ${what}`,
      `Correct ${placeOf(cluster, 'security.protocol')}, or the port in ${placeOf(cluster, 'bootstrap.servers')}.`,
    )
  })
  const refusal = refusalOf(cluster, address, presented)
  if (refusal) throw refusal
}

/** Asks for the mechanism without signing in, so that a wrong mechanism is told from a wrong password. */
async function offered(cluster: PhysicalCluster, address: Address, { sasl, ...settings }: UpstreamSettings) {
  const answer = await handshake(address, settings, sasl!.mechanism).catch(() => {
    throw silence(cluster, address, settings)
  })
  if (answer.errorCode === errorCodes.UNSUPPORTED_SASL_MECHANISM)
    throw new Fault(
      `${shown(address)} does not offer the SASL mechanism ${sasl!.mechanism}, only ${answer.mechanisms.join(', ')}`,
      `Set ${placeOf(cluster, 'sasl.mechanism')} to one of these.`,
    )
  if (answer.errorCode !== 0)
    throw new Fault(
      `${shown(address)} is a listener without SASL`,
      `Set ${placeOf(cluster, 'security.protocol')} to ${settings.tls ? 'SSL' : 'PLAINTEXT'}.`,
    )
}

/** What a listener answers to somebody who wants to sign in by that mechanism. */
export async function handshake(address: Address, settings: UpstreamSettings, mechanism: string): Promise<Body> {
  const connection = await UpstreamConnection.connect(address, { ...settings, timeoutMs: STEP_MS })
  try {
    await connection.ask(apiVersions, 3, SOFTWARE)
    return await connection.ask(saslHandshake, 1, { mechanism })
  } finally {
    connection.close()
  }
}

/** A refusal has no cause, or the broker's own words for one, which are not shown. */
function signInFault(cluster: PhysicalCluster, address: Address, settings: UpstreamSettings, error: unknown): unknown {
  if (!(error instanceof GatewayError)) return error
  if (error.cause instanceof Error) return silence(cluster, address, settings)
  return new Fault(
    `${shown(address)}: ${error.message}`,
    `Correct username and password in ${placeOf(cluster, 'sasl.jaas.config')}, or create this user on the cluster.`,
  )
}

/** A broker that wants something else than it gets closes the connection without a word. */
function silence(cluster: PhysicalCluster, address: Address, { tls }: UpstreamSettings): Fault {
  const protocol = `that ${placeOf(cluster, 'security.protocol')} is what this listener speaks`
  const identity =
    tls && !tls.cert && !tls.pfx
      ? `, and whether it asks for a certificate: ${placeOf(cluster, 'ssl.keystore.location')}`
      : ''
  return new Fault(
    `${shown(address)} accepts connections and does not answer requests`,
    `See whether the broker hangs, ${protocol}${identity}.`,
  )
}

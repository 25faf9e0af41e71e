import type { X509Certificate } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { connect as connectTcp, createServer, isIP, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { type ConnectionOptions, connect as connectTls, createSecureContext, TLSSocket } from 'node:tls'
import type { Address } from './upstream.ts'

/** The step on the way to an address that failed, and the code of what Node, OpenSSL or the system said of it. */
export class ProbeError extends Error {
  override readonly name = 'ProbeError'
  readonly step: 'resolve' | 'connect' | 'tls'
  readonly code: string
  constructor(step: ProbeError['step'], code: string) {
    super(`${step}: ${code}`)
    this.step = step
    this.code = code
  }
}

/** What a server of TLS showed; `refusal` is the code of why a client with these settings goes no further. */
export type Presented = { readonly certificate: X509Certificate | undefined; readonly refusal: string | undefined }

/** Resolves once a connection was open; rejects with a ProbeError. */
export async function probeTcp({ host, port }: Address, timeoutMs: number): Promise<void> {
  await lookup(host).catch(error => {
    throw new ProbeError('resolve', codeOf(error))
  })
  const socket = connectTcp({ host, port })
  await opened(socket, { event: 'connect', step: 'connect', timeoutMs })
  socket.destroy()
}

/** As far as a handshake goes, whatever the certificate. Rejects with a ProbeError where there is no TLS to speak of. */
export async function probeTls({ host, port }: Address, tls: ConnectionOptions, timeoutMs: number): Promise<Presented> {
  const name = isIP(host) ? {} : { servername: host }
  const socket = connectTls({ host, port, ...name, ...tls, rejectUnauthorized: false })
  await opened(socket, { event: 'secureConnect', step: 'tls', timeoutMs })
  const certificate = socket.getPeerX509Certificate()
  const error = socket.authorizationError as Error | string | null
  socket.destroy()
  return { certificate, refusal: error ? (typeof error === 'string' ? error : codeOf(error)) : undefined }
}

/** The certificate that a client with these settings shows; throws where the keys cannot be used. */
export const ownCertificate = (tls: ConnectionOptions): X509Certificate | undefined => {
  const idle = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() })
  return new TLSSocket(idle, { secureContext: createSecureContext(tls) }).getX509Certificate()
}

/** The code of why the address cannot be listened on; undefined where it can. The port is free again afterwards. */
export function probePort({ host, port }: Address): Promise<string | undefined> {
  const server = createServer()
  return new Promise(resolve => {
    server.once('error', error => resolve(codeOf(error)))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

type Wait = { readonly event: string; readonly step: ProbeError['step']; readonly timeoutMs: number }

async function opened(socket: Socket, { event, step, timeoutMs }: Wait): Promise<void> {
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })), timeoutMs)
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('error', error => reject(new ProbeError(step, codeOf(error))))
      socket.on('close', () => reject(new ProbeError(step, 'ECONNRESET')))
      socket.once(event, resolve)
    })
  } finally {
    clearTimeout(timer)
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? 'unknown'

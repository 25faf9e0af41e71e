import { type Address, ProbeError, probeTcp } from '@tidegate/proxy'
import { Fault, STEP_MS } from './result.ts'
import { handshake, shown } from './visit.ts'

/** Throws the ProbeError of the way there, or a Fault where what answers is no gateway. */
export async function greetGateway(address: Address): Promise<string> {
  await probeTcp(address, STEP_MS)
  const settings = { bootstrap: [address], clientId: 'tidegate-doctor' }
  const answer = await handshake(address, settings, 'PLAIN').catch(() => undefined)
  if (answer?.errorCode === 0 && answer.mechanisms.includes('PLAIN')) return 'answers, and takes SASL/PLAIN'
  throw new Fault(
    `what listens on ${shown(address)} is no gateway: it does not offer SASL/PLAIN`,
    `Stop it (ss -ltnp 'sport = :${address.port}' names it), or start at another port with GATEWAY_PORT_START.`,
  )
}

export const codeOf = (error: unknown): string | undefined => (error instanceof ProbeError ? error.code : undefined)

/** What to connect to where a process listens on every address. */
export const own = (host: string): string => ({ '0.0.0.0': '127.0.0.1', '::': '::1' })[host] ?? host

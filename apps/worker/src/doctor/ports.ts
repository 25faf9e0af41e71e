import { probePort } from '@tidegate/proxy'
import type { Facts } from './facts.ts'
import { codeOf, greetGateway, own } from './gateway-address.ts'
import { Fault, look, type Result } from './result.ts'

/** Of the gateway with this environment, as far as one runs. */
export type Running = {
  /** What keeps it from serving, in its own words. */
  readonly unready: readonly string[]
}

type Port = { readonly port: number; readonly variable: string; readonly host: string; readonly about: string }

/** Where a gateway runs, its ports must be open and its own; elsewhere it must be possible to open them. */
export function checkPorts({ environment, slots }: Facts, running: Running | undefined): Promise<Result[]> {
  const { http, bindHost, portStart } = environment
  const admin = { ...http, variable: 'GATEWAY_HTTP_PORT', about: `${http.host}:${http.port}` }
  const opened = slots.map(({ slot, physicalCluster, brokerId }) => ({
    port: portStart + slot,
    purpose: `broker ${brokerId} of ${physicalCluster}`,
  }))
  const wanted = opened.length > 0 ? opened : [{ port: portStart, purpose: 'the first broker there will be' }]
  return Promise.all([
    look({ check: 'HTTP port', about: admin.about }, () => (running ? 'a gateway answers there' : canOpen(admin))),
    ...wanted.map(({ port, purpose }) => {
      const where = { port, host: bindHost, variable: 'GATEWAY_PORT_START', about: `${bindHost}:${port}` }
      const run = () => (running && opened.length > 0 ? isOpen(where, running) : canOpen(where))
      return look({ check: `Port of ${purpose}`, about: where.about }, run)
    }),
  ])
}

async function canOpen({ host, port, variable, about }: Port): Promise<string> {
  if (port > 65_535)
    throw new Fault(`there is no port ${port}`, `Set ${variable} lower: each broker of each cluster takes a port.`)
  const code = await probePort({ host, port })
  if (!code) return 'is free'
  if (code === 'EADDRINUSE')
    throw new Fault(
      `${about} is in use`,
      `Stop what listens there (ss -ltnp 'sport = :${port}' names it), or set ${variable} to another port.`,
    )
  if (code === 'EACCES')
    throw new Fault(`${about} may not be opened by this user`, `Set ${variable} to a port above 1023.`)
  throw new Fault(
    `${about} cannot be opened (${code})`,
    `Set ${variable === 'GATEWAY_HTTP_PORT' ? 'GATEWAY_HTTP_BIND_HOST' : 'GATEWAY_BIND_HOST'} to an address of this machine, or to 0.0.0.0.`,
  )
}

async function isOpen({ host, port, about }: Port, { unready }: Running): Promise<string> {
  const said = unready.find(reason => reason.startsWith(`Port ${port} `))
  if (said) throw new Fault(said, 'The gateway tries again by itself every five seconds.')
  try {
    await greetGateway({ host: own(host), port })
    return 'is held by the gateway'
  } catch (error) {
    if (!codeOf(error)) throw error
    throw new Fault(
      `nothing listens on ${about} (${codeOf(error)})`,
      'The gateway opens it once it has reached the physical cluster: see Physical clusters.',
    )
  }
}

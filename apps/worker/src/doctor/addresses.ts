import { hostname } from 'node:os'
import type { Facts } from './facts.ts'
import { codeOf, greetGateway } from './gateway-address.ts'
import type { Running } from './ports.ts'
import { Fault, look, type Result, skipped } from './result.ts'

const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1|\[::1\])$/i
/** What Docker calls a container that nobody gave a name. */
const CONTAINER = /^[0-9a-f]{12}$/

/** The bootstrap servers of each virtual cluster, as its clients see them. */
export async function checkAddresses(facts: Facts, running: Running | undefined): Promise<Result[]> {
  const { views, slots, environment } = facts
  const host = environment.advertisedHost
  const said = look({ check: 'Seen from elsewhere', about: 'GATEWAY_ADVERTISED_HOST' }, () => fromElsewhere(host))
  if (views.length === 0)
    return [await said, skipped('Addresses', 'VirtualCluster', 'no virtual cluster has an alias topic yet')]
  const greetings = new Map(
    slots.map(slot => [slot, running && greetGateway({ host, port: environment.portStart + slot.slot })]),
  )
  for (const greeting of greetings.values()) greeting?.catch(() => {})
  const clusters = views.map(({ name, physicalCluster }) => {
    const check = 'Virtual cluster'
    const own = slots.filter(slot => slot.physicalCluster === physicalCluster)
    if (own.length === 0)
      return skipped(check, name, `has no address yet: physical cluster ${physicalCluster} was never reached`)
    const servers = own.map(({ slot }) => `${host}:${environment.portStart + slot}`)
    if (!running) return skipped(check, name, `${servers.join(',')}: no gateway runs here`)
    return look({ check, about: name }, async () => {
      await Promise.all(own.map((slot, i) => greetings.get(slot)?.catch(error => fault(servers[i] ?? '', error))))
      return `${servers.join(',')}: each answers, and takes SASL/PLAIN`
    })
  })
  return Promise.all([said, ...clusters])
}

function fromElsewhere(host: string): string {
  const todo = 'Set GATEWAY_ADVERTISED_HOST to a name or address by which clients reach this machine.'
  if (LOOPBACK.test(host))
    throw new Fault(`clients on other machines cannot reach this gateway as ${host}`, todo, 'warning')
  if (CONTAINER.test(host) && host === hostname())
    throw new Fault(`${host} is the name of a container: clients outside it cannot resolve it`, todo, 'warning')
  return `clients are told ${host}`
}

function fault(server: string, error: unknown): never {
  const code = codeOf(error)
  if (!code) throw error
  if (code === 'ECONNREFUSED')
    throw new Fault(
      `${server} refuses connections`,
      'See the port of this address under Ports, and whether GATEWAY_ADVERTISED_HOST leads to this machine.',
    )
  throw new Fault(
    `${server} cannot be reached from here (${code})`,
    'Correct GATEWAY_ADVERTISED_HOST, or open the way to it from clients.',
  )
}

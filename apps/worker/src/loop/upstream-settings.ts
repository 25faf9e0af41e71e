import { readFileSync } from 'node:fs'
import type { UpstreamSettings } from '@tidegate/proxy'
import { connectionOf, type Properties, readTls } from '@tidegate/resources'

/** What the gateway connects to a physical cluster with. Throws INVALID with the name of the property that is wrong. */
export function upstreamSettings(properties: Properties): UpstreamSettings {
  const { bootstrap, tls, sasl, clientId = 'tidegate' } = connectionOf(properties)
  return { bootstrap, clientId, ...(sasl && { sasl }), ...(tls && { tls: readTls(tls, path => readFileSync(path)) }) }
}

import type { VirtualCluster } from '#trpc/provider.tsx'

/** The client.properties of an account, whole; undefined while no client can connect. */
export function clientFile({ spec }: VirtualCluster, account: string, token: string): string | undefined {
  const { bootstrapServers, clientProperties } = spec
  if (!bootstrapServers || !clientProperties) return undefined
  const lines = Object.entries({ 'bootstrap.servers': bootstrapServers, ...clientProperties }).map(
    ([name, value]) =>
      `${name}=${value.replace('{{username}}', `"${account}"`).replace('{{password}}', `"${token}"`)}\n`,
  )
  return lines.join('')
}

export function download(text: string, name = 'client.properties'): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  URL.revokeObjectURL(href)
}

/**
 * An address as Kafka compares it with the host of an ACL (InetAddress.getHostAddress): IPv4 also where it came mapped
 * into IPv6, and IPv6 in eight groups without leading zeros or abbreviation.
 */
export function aclHost(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [plain = ''] = address.split('%')
  if (!plain.includes(':')) return address
  const [head = '', tail] = plain.split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)]
  return all.map(group => Number.parseInt(group, 16).toString(16)).join(':')
}

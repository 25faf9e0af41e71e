/** What a kind is called in a sentence. */
const names: Readonly<Record<string, string>> = {
  PhysicalCluster: 'physical cluster',
  VirtualCluster: 'virtual cluster',
  AliasTopic: 'alias topic',
  GatewayServiceAccount: 'service account',
  Acl: 'ACL',
  Partner: 'partner',
  Token: 'token',
  Person: 'person',
}

const kindName = (kind: string): string => names[kind] ?? kind

/** The name of an ACL is of no use to people. */
export const titleOf = ({ kind, vCluster, name }: { kind: string; vCluster?: string; name: string }): string =>
  kind === 'Acl' ? `ACL of ${vCluster}` : `${kindName(kind)} ${name}${vCluster === undefined ? '' : ` of ${vCluster}`}`

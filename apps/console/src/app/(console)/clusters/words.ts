export const roles: Readonly<Record<string, string>> = { main: 'Main', upstream: 'Upstream', failover: 'Failover' }

/** What a file or the environment of the gateways declares cannot be edited elsewhere. */
export const keepers = { environment: 'Environment', file: 'Cluster-config file', stored: 'Tidegate' }

export const securityOf = ({
  'security.protocol': protocol,
  'sasl.mechanism': mechanism,
}: Record<string, string | undefined>) => [protocol ?? 'PLAINTEXT', mechanism].filter(Boolean).join(' with ')

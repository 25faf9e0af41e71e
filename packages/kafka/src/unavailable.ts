import { GatewayError } from '@tidegate/errors'

type Failure = { readonly name?: string; readonly code?: unknown; readonly type?: string; readonly message?: string }

/** The first that fits. The messages of Kafka, Node and OpenSSL hold hosts, so only their codes decide. */
const advice: readonly { fits(failure: Failure): boolean; readonly message: string }[] = [
  {
    fits: ({ name, type }) => name === 'KafkaJSSASLAuthenticationError' || type === 'SASL_AUTHENTICATION_FAILED',
    message: 'The Kafka cluster refused the gateway’s credentials: check sasl.mechanism and sasl.jaas.config',
  },
  {
    fits: ({ type }) => type === 'UNSUPPORTED_SASL_MECHANISM',
    message: 'The Kafka cluster does not offer the gateway’s SASL mechanism: check sasl.mechanism',
  },
  {
    fits: ({ type }) => type === 'TOPIC_AUTHORIZATION_FAILED',
    message: 'The gateway’s own user may not see the topic: grant it DESCRIBE on the Kafka cluster',
  },
  {
    fits: ({ code }) => typeof code === 'string' && /CERT|SSL|TLS|EPROTO|SIGNATURE/.test(code),
    message: 'TLS with the Kafka cluster failed: check security.protocol and the ssl properties',
  },
]

const UNREACHABLE =
  'The Kafka cluster did not answer: check bootstrap.servers and security.protocol, and that the gateway can reach every broker'

/** An error that says what to check and names no host; what happened is its cause. */
export function unavailable(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  const causes = chain(error)
  const known = advice.find(({ fits }) => causes.some(fits))
  return new GatewayError('UPSTREAM_UNAVAILABLE', known?.message ?? UNREACHABLE, error)
}

/** An error and what it wraps. */
export function chain(error: unknown): Failure[] {
  const causes: Failure[] = []
  for (let each: unknown = error; each instanceof Error && !causes.includes(each); each = each.cause) causes.push(each)
  return causes
}

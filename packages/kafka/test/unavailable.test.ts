import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { unavailable } from '../src/unavailable.ts'

const HOST = 'broker-1.internal.example'

const failures: [string, object, RegExp][] = [
  ['wrong credentials', { name: 'KafkaJSSASLAuthenticationError' }, /check sasl\.mechanism and sasl\.jaas\.config$/],
  ['refused credentials', { type: 'SASL_AUTHENTICATION_FAILED' }, /check sasl\.mechanism and sasl\.jaas\.config$/],
  ['a mechanism that is not offered', { type: 'UNSUPPORTED_SASL_MECHANISM' }, /check sasl\.mechanism$/],
  ['a topic that may not be seen', { type: 'TOPIC_AUTHORIZATION_FAILED' }, /grant it DESCRIBE/],
  ['an unknown authority', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, /check security\.protocol and the ssl properties$/],
  ['a certificate without a known signer', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, /ssl properties$/],
  ['a certificate for another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /ssl properties$/],
  ['no TLS on the other side', { code: 'EPROTO' }, /ssl properties$/],
  ['a refused connection', { code: 'ECONNREFUSED' }, /check bootstrap\.servers and security\.protocol/],
  ['anything else', {}, /check bootstrap\.servers and security\.protocol/],
]

for (const [what, traits, message] of failures)
  test(`${what} says what to check and keeps the host for the log`, () => {
    const inner = Object.assign(new Error(`Connection error: ${HOST}:9092`), traits)
    const error = unavailable(new Error(`retries exceeded: ${HOST}`, { cause: inner }))

    equal(error.code, 'UPSTREAM_UNAVAILABLE')
    equal(message.test(error.message), true, error.message)
    equal(error.message.includes(HOST), false)
    equal((error.cause as Error).cause, inner)
  })

test('an error that is already ours is passed on', () => {
  const error = new GatewayError('INVALID', 'ssl.truststore.location: the file cannot be read')

  equal(unavailable(error), error)
})

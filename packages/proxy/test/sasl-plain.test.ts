import { deepEqual, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { parsePlainToken } from '../src/sasl-plain.ts'

const accepted: [string, string, { username: string; password: string }][] = [
  ['without an authorization id', '\0alice\0secret', { username: 'alice', password: 'secret' }],
  ['with the username as authorization id', 'alice\0alice\0secret', { username: 'alice', password: 'secret' }],
  ['with characters beyond ASCII', '\0älice\0☂', { username: 'älice', password: '☂' }],
  ['with a username of 255 bytes', `\0${'a'.repeat(255)}\0s`, { username: 'a'.repeat(255), password: 's' }],
  [
    'with a password of several kilobytes',
    `\0alice\0${'s'.repeat(16_000)}`,
    { username: 'alice', password: 's'.repeat(16_000) },
  ],
]

for (const [how, token, credentials] of accepted)
  test(`a PLAIN token is read ${how}`, () => {
    deepEqual(parsePlainToken(Buffer.from(token)), credentials)
  })

const refused: [string, Buffer, string][] = [
  ['with nothing in it', Buffer.alloc(0), 'Invalid SASL/PLAIN response: expected 3 tokens, got 1'],
  ['with two parts', Buffer.from('alice\0secret'), 'Invalid SASL/PLAIN response: expected 3 tokens, got 2'],
  ['with four parts', Buffer.from('\0alice\0secret\0x'), 'Invalid SASL/PLAIN response: expected 3 tokens, got 4'],
  ['with many NULs', Buffer.alloc(1000), 'Invalid SASL/PLAIN response: expected 3 tokens, got 4'],
  ['without a username', Buffer.from('\0\0secret'), 'Authentication failed: username not specified'],
  ['without a password', Buffer.from('\0alice\0'), 'Authentication failed: password not specified'],
  [
    'with another authorization id',
    Buffer.from('bob\0alice\0secret'),
    'Authentication failed: Client requested an authorization id that is different from username',
  ],
  [
    'with a username of 256 bytes',
    Buffer.from(`\0${'a'.repeat(256)}\0s`),
    'Authentication failed: username longer than 255 bytes',
  ],
  [
    'longer than 64 KiB',
    Buffer.from(`\0alice\0${'s'.repeat(65_536)}`),
    'Invalid SASL/PLAIN response: longer than 65536 bytes',
  ],
  ['that is not UTF-8', Buffer.from([0, 0xff, 0, 0x61]), 'Invalid SASL/PLAIN response: not valid UTF-8'],
]

for (const [how, token, message] of refused)
  test(`a PLAIN token is refused ${how}`, () => {
    throws(() => parsePlainToken(token), { name: 'GatewayError', code: 'UNAUTHENTICATED', message })
  })

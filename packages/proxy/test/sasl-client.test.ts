import { deepEqual, equal, rejects, throws } from 'node:assert/strict'
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { type SaslCredentials, saslClient } from '../src/sasl-client.ts'

const CLIENT_NONCE = 'rOprNGfwEbeRWgbNEkqO'
const SERVER_NONCE = `${CLIENT_NONCE}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0`
const SALT = 'W22ZaJ0SNY7soEsUEjb6gQ=='
const SERVER_FIRST = `r=${SERVER_NONCE},s=${SALT},i=4096`

const exchange = (change: Partial<SaslCredentials> = {}) =>
  saslClient({
    mechanism: 'SCRAM-SHA-256',
    username: 'user',
    password: 'pencil',
    random: () => CLIENT_NONCE,
    ...change,
  })

test('SCRAM-SHA-256 says and accepts what RFC 7677 gives as its example', async () => {
  const client = exchange()

  equal(client.first().toString(), `n,,n=user,r=${CLIENT_NONCE}`)
  equal(
    (await client.next(Buffer.from(SERVER_FIRST)))?.toString(),
    `c=biws,r=${SERVER_NONCE},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`,
  )
  equal(await client.next(Buffer.from('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')), undefined)
})

/** What a server that stores the keys of RFC 5802 would compute; written from the RFC, apart from the client. */
function server(hash: string, bytes: number, password: string, signed: string) {
  const salted = pbkdf2Sync(password, Buffer.from(SALT, 'base64'), 4096, bytes, hash)
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest()
  const clientKey = hmac(salted, 'Client Key')
  const storedKey = createHash(hash).update(clientKey).digest()
  const clientSignature = hmac(storedKey, signed)
  return {
    accepts: (proof: Buffer) =>
      createHash(hash)
        .update(Buffer.from(proof.map((byte, i) => byte ^ (clientSignature[i] as number))))
        .digest()
        .equals(storedKey),
    signature: hmac(hmac(salted, 'Server Key'), signed).toString('base64'),
  }
}

for (const [mechanism, hash, bytes] of [
  ['SCRAM-SHA-256', 'sha256', 32],
  ['SCRAM-SHA-512', 'sha512', 64],
] as const)
  test(`${mechanism} proves the password and checks the server, whatever characters the credentials have`, async () => {
    const client = exchange({ mechanism, username: 'a=b,c=', password: 'pä,ss=wörd☂' })
    const first = client.first().toString()
    equal(first, `n,,n=a=3Db=2Cc=3D,r=${CLIENT_NONCE}`)

    const final = (await client.next(Buffer.from(SERVER_FIRST)))?.toString() ?? ''
    const [withoutProof = '', proof = ''] = final.split(',p=')
    const { accepts, signature } = server(
      hash,
      bytes,
      'pä,ss=wörd☂',
      `${first.slice(3)},${SERVER_FIRST},${withoutProof}`,
    )

    equal(accepts(Buffer.from(proof, 'base64')), true)
    equal(await client.next(Buffer.from(`v=${signature}`)), undefined)
  })

const challenges: [string, string, RegExp][] = [
  ['one that is not SCRAM', 'hello', /cannot be read/],
  ['an empty one', '', /cannot be read/],
  ['one with a mandatory extension', `m=x,${SERVER_FIRST}`, /cannot be read/],
  ['one without a salt', `r=${SERVER_NONCE},s=,i=4096`, /cannot be read/],
  ['a nonce of another exchange', `r=other${SERVER_NONCE},s=${SALT},i=4096`, /nonce/],
  ['a nonce to which the server added nothing', `r=${CLIENT_NONCE},s=${SALT},i=4096`, /nonce/],
  ['too few iterations', `r=${SERVER_NONCE},s=${SALT},i=4095`, /asks for 4095 SCRAM iterations/],
  ['too many iterations', `r=${SERVER_NONCE},s=${SALT},i=1000001`, /asks for 1000001 SCRAM iterations/],
]

for (const [what, challenge, message] of challenges)
  test(`a SCRAM challenge is refused: ${what}`, async () => {
    await rejects(exchange().next(Buffer.from(challenge)), { code: 'UPSTREAM_UNAVAILABLE', message })
  })

test('extensions after the iteration count are accepted', async () => {
  const final = await exchange().next(Buffer.from(`${SERVER_FIRST},x=y`))

  equal(final?.toString().startsWith(`c=biws,r=${SERVER_NONCE},p=`), true)
})

const finals: [string, string, RegExp][] = [
  ['a wrong signature', `v=${Buffer.alloc(32).toString('base64')}`, /could not prove/],
  ['a short signature', 'v=6rri', /could not prove/],
  ['an error', 'e=invalid-proof', /refused the gateway’s credentials/],
  ['nothing', '', /refused the gateway’s credentials/],
]

for (const [what, final, message] of finals)
  test(`a server that ends SCRAM with ${what} is not believed`, async () => {
    const client = exchange()
    await client.next(Buffer.from(SERVER_FIRST))

    await rejects(client.next(Buffer.from(final)), error => {
      equal(error instanceof GatewayError && error.code, 'UPSTREAM_UNAVAILABLE')
      equal(message.test((error as Error).message), true)
      equal(/pencil/.test(`${error}${(error as Error).cause}`), false)
      return true
    })
  })

test('PLAIN sends the credentials once and is done with the answer', async () => {
  const client = exchange({ mechanism: 'PLAIN', username: 'usér' })

  deepEqual(client.first(), Buffer.from('\0usér\0pencil'))
  equal(await client.next(Buffer.alloc(0)), undefined)
})

for (const change of [
  { username: '' },
  { password: '' },
  { username: 'a\0b' },
  { mechanism: 'PLAIN', password: 'a\0b' },
] as const)
  test(`credentials with ${JSON.stringify(change)} are refused before anything is sent`, () => {
    throws(() => exchange(change), { code: 'UPSTREAM_UNAVAILABLE' })
  })

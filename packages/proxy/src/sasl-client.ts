import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { GatewayError } from '@tidegate/errors'

export type SaslCredentials = {
  readonly mechanism: 'PLAIN' | keyof typeof digests
  readonly username: string
  readonly password: string
}

/** `next` resolves to undefined once the server has nothing more to say and, for SCRAM, has proved that it knows us. */
export type SaslExchange = { first(): Buffer; next(challenge: Buffer): Promise<Buffer | undefined> }

/** `random` makes a nonce: printable ASCII without commas, fresh for each exchange. */
type Options = SaslCredentials & { readonly random: () => string }

const digests = {
  'SCRAM-SHA-256': { name: 'sha256', bytes: 32 },
  'SCRAM-SHA-512': { name: 'sha512', bytes: 64 },
} as const

/** The least is RFC 7677's and Kafka's; the most keeps a hostile server from occupying a thread for more than a moment. */
const iterationBounds = { least: 4096, most: 1_000_000 }

/** A nonce, a salt and a count, then extensions. A mandatory extension (`m=`) stands first, so it is refused, as RFC 5802 asks. */
const SERVER_FIRST = /^r=([\x21-\x2b\x2d-\x7e]+),s=([A-Za-z0-9+/]+={0,2}),i=([0-9]{1,9})(?:,[\x20-\x7e]*)?$/
const SERVER_FINAL = /^v=([A-Za-z0-9+/]+={0,2})(?:,[\x20-\x7e]*)?$/

/** base64 of `n,,`: no channel binding, no other identity to act as. */
const CHANNEL_BINDING = 'biws'

const derive = promisify(pbkdf2)

const failure = (message: string, cause?: unknown) => new GatewayError('UPSTREAM_UNAVAILABLE', message, cause)

/** The client's side of one SASL exchange. What it throws never contains the credentials. */
export function saslClient(options: Options): SaslExchange {
  const unusable = (text: string) => text === '' || text.includes('\0')
  if (unusable(options.username) || unusable(options.password))
    throw failure('The gateway’s username and password for the physical cluster must not be empty or contain NUL')
  return options.mechanism === 'PLAIN' ? plain(options) : scram({ ...options, digest: digests[options.mechanism] })
}

const plain = ({ username, password }: SaslCredentials): SaslExchange => ({
  first: () => Buffer.from(`\0${username}\0${password}`),
  next: async () => undefined,
})

type ScramOptions = Options & { readonly digest: (typeof digests)[keyof typeof digests] }

/** RFC 5802. Names and passwords are not normalised (SASLprep), because Kafka does not normalise the ones it stores. */
function scram({ digest, username, password, random }: ScramOptions): SaslExchange {
  const nonce = random()
  const clientFirst = `n=${username.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`
  const hmac = (key: Buffer, text: string) => createHmac(digest.name, key).update(text).digest()
  let expected: Buffer | undefined

  const prove = async (serverFirst: string): Promise<Buffer> => {
    const offer = readOffer(serverFirst, nonce)
    const salted = await derive(password, offer.salt, offer.iterations, digest.bytes, digest.name)
    const withoutProof = `c=${CHANNEL_BINDING},r=${offer.nonce}`
    const signed = `${clientFirst},${serverFirst},${withoutProof}`
    const clientKey = hmac(salted, 'Client Key')
    const signature = hmac(createHash(digest.name).update(clientKey).digest(), signed)
    expected = hmac(hmac(salted, 'Server Key'), signed)
    return Buffer.from(`${withoutProof},p=${xor(clientKey, signature).toString('base64')}`)
  }

  return {
    first: () => Buffer.from(`n,,${clientFirst}`),
    next: async challenge => {
      if (!expected) return prove(challenge.toString())
      verify(challenge.toString(), expected)
      return undefined
    },
  }
}

function readOffer(serverFirst: string, clientNonce: string): { nonce: string; salt: Buffer; iterations: number } {
  const [, nonce = '', salt = '', count] = SERVER_FIRST.exec(serverFirst) ?? []
  if (!count) throw failure('The physical cluster’s SCRAM challenge cannot be read')
  if (!nonce.startsWith(clientNonce) || nonce.length === clientNonce.length)
    throw failure('The physical cluster answered with a SCRAM nonce that is not made from the gateway’s')
  const iterations = Number(count)
  if (iterations < iterationBounds.least || iterations > iterationBounds.most)
    throw failure(
      `The physical cluster asks for ${iterations} SCRAM iterations; ${iterationBounds.least} to ${iterationBounds.most} are accepted`,
    )
  return { nonce, salt: Buffer.from(salt, 'base64'), iterations }
}

function verify(serverFinal: string, expected: Buffer): void {
  const [, signature] = SERVER_FINAL.exec(serverFinal) ?? []
  if (!signature) throw failure('The physical cluster refused the gateway’s credentials', serverFinal)
  const given = Buffer.from(signature, 'base64')
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw failure('The physical cluster could not prove that it knows the gateway’s password')
}

const xor = (left: Buffer, right: Buffer): Buffer => Buffer.from(left.map((byte, i) => byte ^ (right[i] as number)))

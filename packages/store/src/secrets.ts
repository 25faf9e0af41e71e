import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import { isSecretProperty } from '@tidegate/resources'

/** A secret belongs to one property of one incarnation of a resource: moved elsewhere, it cannot be read. */
type Place = { readonly uid: string; readonly property: string }

export type Cipher = {
  seal(place: Place, text: string): Uint8Array<ArrayBuffer>
  /** Undefined where it was sealed with another key, for another place, or was changed since. */
  open(place: Place, sealed: Uint8Array): string | undefined
  /** Equal for equal texts, and nothing to guess a text from without the key. */
  digest(text: string): string
}

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const MIN_KEY_BYTES = 32

/** A sealed secret is the initialisation vector, the tag, and the ciphertext. */
export function createCipher(secretKey: Buffer): Cipher {
  if (secretKey.length < MIN_KEY_BYTES)
    throw new GatewayError('INVALID', `The secret key is too short: give at least ${MIN_KEY_BYTES} bytes`)
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'tidegate secrets', 32))
  return {
    seal(place, text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(nameOf(place))
      const sealed = [cipher.update(text, 'utf8'), cipher.final()]
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), ...sealed]))
    },
    open(place, sealed) {
      const bytes = Buffer.from(sealed)
      const iv = bytes.subarray(0, IV_BYTES)
      try {
        const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(nameOf(place))
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return undefined
      }
    },
    digest: text => createHmac('sha256', key).update(text).digest('base64url'),
  }
}

const nameOf = ({ uid, property }: Place) => Buffer.from(`${uid} ${property}`)

type Spec = { readonly properties?: Readonly<Record<string, string>> }

/** The spec without its secrets, and these. */
export function splitSecrets<S extends object>(spec: S): { spec: S; secrets: ReadonlyMap<string, string> } {
  const { properties } = spec as Spec
  if (!properties) return { spec, secrets: new Map() }
  const { secret = [], plain = [] } = Object.groupBy(Object.entries(properties), ([name]) =>
    isSecretProperty(name) ? 'secret' : 'plain',
  )
  return { spec: { ...spec, properties: Object.fromEntries(plain) }, secrets: new Map(secret) }
}

export function mergeSecrets<S extends object>(spec: S, secrets: Iterable<readonly [string, string]>): S {
  const { properties } = spec as Spec
  return properties ? { ...spec, properties: { ...properties, ...Object.fromEntries(secrets) } } : spec
}

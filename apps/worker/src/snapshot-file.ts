import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GatewayError } from '@tidegate/errors'
import type { Snapshot, Token } from '@tidegate/store'
import { Picture, type Update } from './picture.ts'

export type SnapshotFile = {
  /** Adds what has changed to the file. Replaces it by the whole where more was added than that is; a crash leaves the one before. */
  keep(update: Update, whole: () => Snapshot): void
  /** Undefined where there is none. Throws INVALID where it is damaged, or was written with another key or by another version. */
  read(): Snapshot | undefined
}

/** The file that this process wrote, and adds to as long as nobody else puts another in its place. */
type Written = {
  readonly file: number
  /** The generation that is kept. */
  readonly generation: number
  /** Of the last record. */
  readonly tag: Buffer
  /** How much may still be added. */
  readonly left: number
}

const FORM = 'tidegate snapshot 2'
const LENGTH_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** What may be added to the smallest snapshot. */
const LEAST_BYTES = 2 ** 20
const NO_TAG = Buffer.alloc(0)

/** The last configuration, encrypted on this machine's own disk: with the database away a worker starts from it. */
export function snapshotFile(directory: string, secretKey: Buffer): SnapshotFile {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', FORM, 32))
  const path = join(directory, 'snapshot')
  let written: Written | undefined

  function replace(snapshot: Snapshot): Written {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const { record, tag } = seal(key, NO_TAG, snapshot)
    const file = openSync(`${path}.new`, 'w', 0o600)
    writeFileSync(file, record)
    renameSync(`${path}.new`, path)
    return { file, generation: snapshot.generation, tag, left: Math.max(record.length, LEAST_BYTES) }
  }

  return {
    keep(update, whole) {
      const there = written
      // Until it is known to be written nothing may follow it.
      written = undefined
      if (there && 'since' in update && update.since.generation === there.generation) {
        const { record, tag } = seal(key, there.tag, update)
        if (record.length <= there.left) {
          writeFileSync(there.file, record)
          written = { file: there.file, generation: update.generation, tag, left: there.left - record.length }
          return
        }
      }
      if (there) closeSync(there.file)
      written = replace(whole())
    },
    read() {
      const bytes = readIfThere(path)
      return bytes && together(open(key, bytes))
    },
  }
}

/** A record is its length, nonce, tag and text. It can be read in its place alone: behind the one before it. */
function seal(key: Buffer, before: Buffer, update: Update): { readonly record: Buffer; readonly tag: Buffer } {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeAfter(before))
  const sealed = [cipher.update(JSON.stringify(update), 'utf8'), cipher.final()]
  const tag = cipher.getAuthTag()
  const rest = Buffer.concat([nonce, tag, ...sealed])
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(rest.length)
  return { record: Buffer.concat([length, rest]), tag }
}

const placeAfter = (tag: Buffer): Buffer => Buffer.concat([Buffer.from(FORM), tag])

/** A last record that is not whole was cut off by a crash, and is as if it had not been begun; the first must be whole. */
function open(key: Buffer, bytes: Buffer): readonly Update[] {
  const updates: Update[] = []
  let [at, before]: [number, Buffer] = [0, NO_TAG]
  try {
    while (updates.length === 0 || at + LENGTH_BYTES <= bytes.length) {
      const end = at + LENGTH_BYTES + bytes.readUInt32BE(at)
      if (end > bytes.length && updates.length > 0) break
      const record = bytes.subarray(at + LENGTH_BYTES, end)
      const tag = record.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, record.subarray(0, NONCE_BYTES)).setAAD(placeAfter(before))
      decipher.setAuthTag(tag)
      const text = decipher.update(record.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      updates.push(revive(JSON.parse(text)))
      at = end
      before = tag
    }
  } catch (cause) {
    const what =
      'The snapshot on disk cannot be used: it is damaged, or was written with another GATEWAY_USER_POOL_SECRET_KEY'
    throw new GatewayError('INVALID', `${what}. Bring the database back, or give the key it was written with`, cause)
  }
  return updates
}

function together(updates: readonly Update[]): Snapshot {
  const picture = new Picture()
  for (const update of updates) picture.take(update)
  return picture.snapshot()
}

function revive(update: Update): Update {
  if (!('since' in update)) return { ...update, tokens: update.tokens.map(withDates) }
  return { ...update, tokens: { ...update.tokens, puts: update.tokens.puts.map(withDates) } }
}

const withDates = (token: Token): Token => ({
  ...token,
  issuedAt: new Date(token.issuedAt),
  expiresAt: new Date(token.expiresAt),
})

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new GatewayError(
      'INVALID',
      'The snapshot on disk cannot be read: check the rights of TIDEGATE_STATE_DIR',
      error,
    )
  }
}

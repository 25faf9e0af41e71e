import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GatewayError } from '@tidegate/errors'
import type { Snapshot } from '@tidegate/store'

export type SnapshotFile = {
  /** Replaces the file whole: a crash leaves the one before. */
  write(snapshot: Snapshot): void
  /** Undefined where there is none. Throws INVALID where it is damaged, or was written with another key or by another version. */
  read(): Snapshot | undefined
}

const FORM = 'tidegate snapshot 1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The last configuration, encrypted on this machine's own disk: with the database away a worker starts from it. */
export function snapshotFile(directory: string, secretKey: Buffer): SnapshotFile {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', FORM, 32))
  const path = join(directory, 'snapshot')
  return {
    write(snapshot) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      writeFileSync(`${path}.new`, seal(key, JSON.stringify(snapshot)), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    },
    read() {
      const bytes = readIfThere(path)
      return bytes && revive(open(key, bytes))
    },
  }
}

function seal(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(FORM))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

function open(key: Buffer, bytes: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(FORM))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    const what =
      'The snapshot on disk cannot be used: it is damaged, or was written with another GATEWAY_USER_POOL_SECRET_KEY'
    throw new GatewayError('INVALID', `${what}. Bring the database back, or give the key it was written with`, cause)
  }
}

function revive(text: string): Snapshot {
  const snapshot: Snapshot = JSON.parse(text)
  const tokens = snapshot.tokens.map(token => ({
    ...token,
    issuedAt: new Date(token.issuedAt),
    expiresAt: new Date(token.expiresAt),
  }))
  return { ...snapshot, tokens }
}

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

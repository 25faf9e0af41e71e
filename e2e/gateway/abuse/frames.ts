import { ok, strictEqual } from 'node:assert/strict'
import { type Api, apiNamed, type Body, sample, writeRequest } from '@tidegate/protocol'
import type { RawClient } from '../raw-client.ts'
import type { World } from './world.ts'

/** Frames of one connection, and what comes of them: the end without an answer, where nothing else is said. */
export type Abuse = {
  readonly row: number
  readonly title: string
  /** Who signs in before; nobody where it is left out. */
  readonly as?: 'admin' | 'user1'
  frames(world: World): Buffer[]
  readonly expect?: (client: RawClient, world: World) => Promise<void>
}

const versions = apiNamed('ApiVersions')
const handshake = apiNamed('SaslHandshake')
const authenticate = apiNamed('SaslAuthenticate')
const MIB = 2 ** 20

const size = (bytes: number): Buffer => {
  const prefix = Buffer.alloc(4)
  prefix.writeInt32BE(bytes)
  return prefix
}

const framed = (payload: Buffer): Buffer => Buffer.concat([size(payload.length), payload])

export const request = (name: string, version: number, body: Body = {}): Buffer =>
  Buffer.concat(writeRequest(apiNamed(name), version, { correlationId: 1, clientId: 'raw' }, body))

/** A request whose key, version or body no codec would write. */
export function rawRequest(key: number, version: number, body: Buffer, flexible = true): Buffer {
  const header = Buffer.alloc(flexible ? 11 : 10)
  header.writeInt16BE(key)
  header.writeInt16BE(version, 2)
  header.writeInt32BE(1, 4)
  header.writeInt16BE(-1, 8)
  return framed(Buffer.concat([header, body]))
}

const hex = (text: string) => Buffer.from(text, 'hex')

/** Uvarint, as compact lengths are written. */
function uvarint(value: number): Buffer {
  const bytes: number[] = []
  let left = value
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80)
  return Buffer.from([...bytes, left])
}

const plain = (token: string | Buffer): Buffer[] => [
  request('SaslHandshake', 1, { mechanism: 'PLAIN' }),
  request('SaslAuthenticate', 1, { authBytes: Buffer.from(token) }),
]

export async function ended(client: RawClient): Promise<void> {
  strictEqual(await client.frame(), undefined)
}

/** The codes of what is answered, in the order of the requests, and then the end. */
const refusedWith =
  (...answers: readonly (readonly [api: Api, version: number, code: number])[]) =>
  async (client: RawClient) => {
    for (const [api, version, code] of answers)
      strictEqual((await client.answer(api, version))?.errorCode, code, api.name)
    await ended(client)
  }

const badToken = refusedWith([handshake, 1, 0], [authenticate, 1, 58])

const unsigned = (payload: object) =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`

const METADATA = 3
const DELETE_GROUPS = 42

export const frameAbuses: readonly Abuse[] = [
  { row: 1, title: 'a negative size', frames: () => [size(-1)] },
  { row: 1, title: 'a negative size after signing in', as: 'user1', frames: () => [size(-(2 ** 31))] },
  { row: 1, title: 'a size above what SASL takes', frames: () => [size(MIB / 2 + 1)] },
  { row: 1, title: 'a size above the limit after signing in', as: 'user1', frames: () => [size(100 * MIB + 1)] },
  { row: 4, title: 'an empty frame', frames: () => [size(0)] },
  { row: 4, title: 'an empty frame after signing in', as: 'user1', frames: () => [size(0)] },
  ...[1, 2, 4, 7].map(bytes => ({
    row: 4,
    title: `a frame of ${bytes} bytes, too few for a header`,
    as: 'user1' as const,
    frames: () => [framed(Buffer.alloc(bytes))],
  })),
  ...[-1, 4, 5, 6, 7, 52, 62, 9999].map(key => ({
    row: 5,
    title: `the API key ${key}, which nobody or no client has`,
    as: 'admin' as const,
    frames: () => [rawRequest(key, 0, Buffer.alloc(40), false)],
  })),
  ...['CreateTopics', 'DeleteTopics', 'AlterConfigs', 'DescribeUserScramCredentials', 'ShareFetch'].map(name => ({
    row: 5,
    title: `${name}, which is not offered here`,
    as: 'admin' as const,
    frames: () => {
      const api = apiNamed(name)
      return [request(name, api.versions[1], sample(api.request, api.versions[1], 'shown'))]
    },
  })),
  ...(
    [
      ['Produce', 2],
      ['Produce', 99],
      ['Fetch', 3],
      ['Fetch', 18],
      ['Metadata', -1],
      ['Metadata', 99],
      ['SaslHandshake', 2],
      ['ConsumerGroupHeartbeat', 1],
      ['AddPartitionsToTxn', 4],
    ] as const
  ).map(([name, version]) => ({
    row: 6,
    title: `version ${version} of ${name}, which is not offered here`,
    as: 'admin' as const,
    frames: () => [rawRequest(apiNamed(name).key, version, Buffer.alloc(40))],
  })),
  {
    row: 6,
    title: 'a version of ApiVersions from the future, which is answered with those there are',
    frames: () => [rawRequest(versions.key, 99, Buffer.alloc(0))],
    expect: async client => {
      const answer = await client.answer(versions, 0)
      strictEqual(answer?.errorCode, 35)
      strictEqual(answer.apiKeys[0].maxVersion, 4)
      strictEqual((await client.ask(handshake, 1, { mechanism: 'PLAIN' }))?.errorCode, 0)
    },
  },
  {
    row: 8,
    title: 'ApiVersions twice',
    frames: () => [request('ApiVersions', 0), request('ApiVersions', 0)],
    expect: refusedWith([versions, 0, 0]),
  },
  {
    row: 8,
    title: 'two handshakes',
    frames: () => [0, 1].map(() => request('SaslHandshake', 1, { mechanism: 'PLAIN' })),
    expect: refusedWith([handshake, 1, 0], [handshake, 1, 34]),
  },
  {
    row: 8,
    title: 'a token without a handshake',
    frames: () => plain('\0admin\0x').slice(1),
    expect: refusedWith([authenticate, 1, 34]),
  },
  {
    row: 8,
    title: 'Metadata between a handshake and its token',
    frames: () => [request('SaslHandshake', 1, { mechanism: 'PLAIN' }), request('Metadata', 12, { topics: null })],
    expect: refusedWith([handshake, 1, 0]),
  },
  {
    row: 9,
    title: 'a mechanism that is not offered',
    frames: () => [request('SaslHandshake', 1, { mechanism: 'SCRAM-SHA-512' })],
    expect: refusedWith([handshake, 1, 33]),
  },
  { row: 9, title: 'a wrong password', frames: () => plain('\0admin\0wrong'), expect: badToken },
  ...Object.entries<(world: World) => string | Buffer>({
    'longer than any password': () => Buffer.concat([Buffer.from('\0admin\0'), Buffer.alloc(400 * 1024, 'x')]),
    'with a name longer than any': () => `\0${'n'.repeat(256)}\0x`,
    'of nothing but NULs': () => Buffer.alloc(1000),
    'that is empty': () => Buffer.alloc(0),
    'with a NUL too many': () => '\0admin\0a\0b',
    'that is not UTF-8': () => Buffer.concat([Buffer.from('\0admin\0'), hex('c0aff0288cbc')]),
    'that acts for somebody else': ({ abused }) => `user1\0admin\0${abused.passwords.admin}`,
    'of another user': ({ abused }) => `\0admin\0${abused.passwords.user1}`,
    'of another virtual cluster': ({ victim }) => `\0admin\0${victim.passwords.admin}`.slice(0, -1),
    'that nobody signed': () => `\0admin\0${unsigned({ vcluster: 'abused', username: 'admin', exp: 4e9 })}`,
    'signed with its own header only': ({ abused }) =>
      `\0admin\0${unsigned({})}${(abused.passwords.admin ?? '').split('.')[2]}`,
  }).map(([what, token]) => ({
    row: 10,
    title: `a token ${what}`,
    frames: (world: World) => plain(token(world)),
    expect: badToken,
  })),
  {
    row: 10,
    title: 'a bare token above what SASL takes',
    frames: () => [Buffer.concat([request('SaslHandshake', 0, { mechanism: 'PLAIN' }), size(MIB)])],
    async expect(client) {
      ok(await client.frame(), 'the handshake in front of it is answered')
      await ended(client)
    },
  },
  ...Object.entries({
    'a negative count': [1, 'fffffffe'],
    'null for an array that is never null': [0, 'ffffffff'],
    'a count of 2147483647': [1, '7fffffff'],
    'a negative string length': [1, '00000001fffe'],
    'null for a string that is never null': [1, '00000001ffff'],
    'a string longer than the rest': [1, '000000017fff61'],
    'a compact count of five full bytes': [9, 'ffffffff7f'],
    'a compact count of six bytes': [9, '818080808000'],
    'a compact string longer than the rest': [9, '02ffffffff0761'],
    'a string that is not UTF-8': [1, '000000010002c0af'],
    'an array that ends too early': [1, '0000000400016100016200'],
  } as const).map(([what, [version, body]]) => ({
    row: 11,
    title: `${what} in Metadata`,
    as: 'admin' as const,
    frames: () => [rawRequest(METADATA, version, hex(body), version >= 9)],
  })),
  {
    row: 11,
    title: 'a frame of a hundred MiB that is nothing but elements of one array',
    as: 'admin',
    frames: () => [rawRequest(METADATA, 9, manyEmpty(100 * MIB - 32))],
  },
  ...Object.entries({
    'the same tag twice': '010203000300',
    'tags that descend': '010203000200',
    'a tag longer than the message': '01010305ff',
    'more tags than bytes': '01ffffffff07',
    'a tag number of six bytes': '0101ffffffffff0100',
  }).map(([what, body]) => ({
    row: 12,
    title: `${what} in DeleteGroups`,
    as: 'admin' as const,
    frames: () => [rawRequest(DELETE_GROUPS, 2, hex(body))],
  })),
  {
    row: 12,
    title: 'a known tag that is longer than its value in ApiVersions',
    as: 'admin',
    frames: () => [rawRequest(1, 12, Buffer.concat([Buffer.alloc(32), hex('01010100'), hex('0100030361')]))],
  },
  {
    row: 12,
    title: 'a hundred thousand tags that nobody knows, which end here',
    as: 'admin',
    frames: () => {
      const tags = Array.from({ length: 100_000 }, (_, tag) => Buffer.concat([uvarint(tag), uvarint(0)]))
      return [rawRequest(DELETE_GROUPS, 2, Buffer.concat([uvarint(1), uvarint(tags.length), ...tags]))]
    },
    expect: async client => ok(await client.answer(apiNamed('DeleteGroups'), 2)),
  },
  {
    row: 13,
    title: 'a byte after the body of Metadata',
    as: 'admin',
    frames: () => [rawRequest(METADATA, 1, hex('ffffffff00'), false)],
  },
  ...['evil\nname', '', '-x', `${'a'.repeat(40_000)}!`.slice(-30_000), '<script>', 'naïve'].map(name => ({
    row: 14,
    title: `the software name ${JSON.stringify(name.slice(0, 12))}, which is none`,
    frames: () => [request('ApiVersions', 3, { clientSoftwareName: name, clientSoftwareVersion: '1' })],
    expect: async (client: RawClient) => strictEqual((await client.answer(versions, 3))?.errorCode, 42),
  })),
  {
    row: 28,
    title: 'ApiVersions with the id of a cluster, in a version that is not offered yet',
    frames: ({ ids }) => [rawRequest(versions.key, 5, Buffer.concat([hex('0261023100'), Buffer.from(ids.physical)]))],
    expect: async client => strictEqual((await client.answer(versions, 0))?.errorCode, 35),
  },
  {
    row: 29,
    title: 'a storm of handshakes after signing in, which change nothing',
    as: 'user1',
    frames: () => Array.from({ length: 200 }, () => request('SaslHandshake', 1, { mechanism: 'PLAIN' })),
    expect: async client => {
      for (let i = 0; i < 200; i++) strictEqual((await client.answer(handshake, 1))?.errorCode, 34)
      ok(await client.ask(apiNamed('Metadata'), 12, { topics: null }))
    },
  },
  { row: 30, title: 'a TLS hello', frames: () => [hex('16030102000100')] },
  { row: 30, title: 'an HTTP request', frames: () => [Buffer.from('GET / HTTP/1.1\r\n\r\n')] },
]

/** As many topics of Metadata v9 as fit, of two bytes each: an empty name and no tags. */
function manyEmpty(bytes: number): Buffer {
  const count = (bytes - 8) >> 1
  const topics = Buffer.alloc(count * 2)
  for (let at = 0; at < topics.length; at += 2) topics[at] = 1
  return Buffer.concat([uvarint(count + 1), topics, hex('00000000')])
}

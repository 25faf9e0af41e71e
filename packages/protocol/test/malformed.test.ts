import { ok, throws } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  apiNamed,
  type Message,
  messages,
  ProtocolError,
  Reader,
  read,
  readRequestHeader,
  sample,
  writeRequest,
} from '../src/index.ts'
import { bodies } from './bodies.ts'
import { bodyOf, bytesOf } from './bytes.ts'
import { everyVersion, versionsOf } from './versions.ts'

const MUTANTS = 100

/** The message in the middle of other bytes, as it lies in a socket's buffer. */
const surrounded = (bytes: Buffer, by: number): Buffer => {
  const around = Buffer.alloc(bytes.length + 64, by)
  bytes.copy(around, 32)
  return around.subarray(32, 32 + bytes.length)
}

test('a message that is cut short anywhere is refused, although the bytes go on behind it', () => {
  for (const [message, version] of everyVersion) {
    const bytes = bytesOf(message, version, sample(message, version))
    for (let length = 0; length < bytes.length; length++)
      throws(() => bodyOf(message, version, bytes.subarray(0, length)), ProtocolError, `${message.name} v${version}`)
  }
})

test('a message that is followed by a byte is refused', () => {
  for (const [message, version] of everyVersion) {
    const bytes = bytesOf(message, version, sample(message, version))
    throws(() => bodyOf(message, version, Buffer.concat([bytes, Buffer.alloc(1)])), ProtocolError)
  }
})

type Mutation = { readonly at: number; readonly to: number; readonly cut: number }

const mutations = fc.array(
  fc.record({ at: fc.nat(), to: fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)), cut: fc.nat(20) }),
  { minLength: 1, maxLength: 6 },
)

function mutated(bytes: Buffer, steps: readonly Mutation[]): Buffer {
  const mutant = Buffer.from(bytes)
  if (mutant.length === 0) return mutant
  for (const { at, to } of steps) mutant[at % mutant.length] = to
  return steps[0]!.cut === 0 ? mutant.subarray(0, steps[0]!.at % mutant.length) : mutant
}

/** The bytes written again, or undefined where the message is refused. */
function outcome(message: Message, version: number, bytes: Buffer): string | undefined {
  try {
    return bytesOf(message, version, bodyOf(message, version, bytes)).toString('hex')
  } catch (error) {
    ok(error instanceof ProtocolError, String(error))
    return undefined
  }
}

for (const message of Object.values(messages))
  test(`${message.name}: damaged bytes are a message or a ProtocolError, whatever lies around them`, () => {
    for (const version of versionsOf(message))
      fc.assert(
        fc.property(bodies(message, version), mutations, (body, steps) => {
          const bytes = mutated(bytesOf(message, version, body), steps)
          const inZeros = outcome(message, version, surrounded(bytes, 0))
          return inZeros === outcome(message, version, surrounded(bytes, 0xff))
        }),
        { numRuns: MUTANTS },
      )
  })

test('random bytes are a header or a ProtocolError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), bytes => {
      try {
        readRequestHeader(new Reader(Buffer.from(bytes)))
      } catch (error) {
        ok(error instanceof ProtocolError, String(error))
      }
    }),
    { numRuns: 5000 },
  )
})

const fetchRequest = apiNamed('Fetch').request
const deleteGroups = apiNamed('DeleteGroups').request
const initProducerId = apiNamed('InitProducerId').request
const metadata = apiNamed('Metadata').request

const refused = {
  'a count of 2147483647': [deleteGroups, 1, '7fffffff'],
  'a compact count of 2147483646': [deleteGroups, 2, 'ffffffff0700'],
  'a negative count, also where null is allowed': [metadata, 1, 'fffffffe'],
  'null for an array that is never null': [deleteGroups, 1, 'ffffffff'],
  'null for a string that is never null': [deleteGroups, 1, '00000001ffff'],
  'a negative length, also where null is allowed': [initProducerId, 0, 'fffe00000000'],
  'a length beyond the end': [deleteGroups, 1, '0000000100036162'],
  'a variable-length number of six bytes': [deleteGroups, 2, '818080808000'],
  'a variable-length number above 2147483647': [deleteGroups, 2, '8180808008'],
  'tags that descend': [deleteGroups, 2, '010203000200'],
  'the same tag twice': [deleteGroups, 2, '010203000300'],
  'a tag longer than the message': [deleteGroups, 2, '01010305ff'],
  'more tags than bytes': [deleteGroups, 2, '01ffffffff07'],
} satisfies Record<string, readonly [Message, number, string]>

for (const [what, [message, version, hex]] of Object.entries(refused))
  test(`${what} is refused`, () => {
    throws(() => bodyOf(message, version, Buffer.from(hex, 'hex')), ProtocolError)
  })

test('a request has at most 200000 elements, in all its arrays together', () => {
  const api = apiNamed('DescribeConfigs')
  const requestOf = (resources: number, keys: number) => {
    const body = { resources: Array(resources).fill({ resourceName: '', configurationKeys: Array(keys).fill('') }) }
    const frame = Buffer.concat(writeRequest(api, 4, { correlationId: 1, clientId: null }, body))
    const reader = new Reader(frame.subarray(4))
    readRequestHeader(reader)
    return read(api.request, 4, reader)
  }
  requestOf(100_000, 1)
  throws(() => requestOf(100_000, 2), ProtocolError)
  throws(() => requestOf(200_001, 0), ProtocolError)
})

test('a tagged field must have exactly the size it states', () => {
  const clusterId = bytesOf(fetchRequest, 12, { clusterId: 'abc' })
  const at = clusterId.indexOf(Buffer.from('0004', 'hex'))
  bodyOf(fetchRequest, 12, clusterId)
  for (const size of [3, 5]) {
    const lying = Buffer.from(clusterId)
    lying[at + 1] = size
    throws(() => bodyOf(fetchRequest, 12, lying), /size it states|ends before|followed/)
  }
})

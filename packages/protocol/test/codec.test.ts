import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { apiNamed, type Body, type Message, messages, ProtocolError, sample } from '../src/index.ts'
import { completed } from './bodies.ts'
import { bodyOf, bytesOf } from './bytes.ts'
import { everyVersion } from './versions.ts'

const { request: fetchRequest, response: fetchResponse } = apiNamed('Fetch')
const { request: metadataRequest, response: metadataResponse } = apiNamed('Metadata')
const deleteGroups = apiNamed('DeleteGroups').request

const refuses = (run: () => unknown, message: RegExp) =>
  throws(run, error => error instanceof ProtocolError && message.test(error.message))

const asRead = (message: Message, version: number, body: Body) =>
  bodyOf(message, version, bytesOf(message, version, body))

test('an empty body is written as the defaults of every field', () => {
  for (const [message, version] of everyVersion)
    deepEqual(asRead(message, version, {}), completed(message, version, {}))
})

test('fields that a version lacks are left out, so that one body serves all versions', () => {
  const body = { ...sample(fetchRequest, 18), ...sample(fetchRequest, 4) }
  deepEqual(asRead(fetchRequest, 4, body), sample(fetchRequest, 4))
})

test('a tagged field that has its default is not sent', () => {
  const unsent = bytesOf(fetchResponse, 17, {})
  deepEqual(bytesOf(fetchResponse, 17, { nodeEndpoints: [] }), unsent)
  equal(unsent.at(-1), 0)
  const partition = { currentLeader: { leaderId: -1 }, divergingEpoch: {} }
  deepEqual(
    bytesOf(fetchResponse, 17, { responses: [{ partitions: [partition] }] }),
    bytesOf(fetchResponse, 17, { responses: [{ partitions: [{}] }] }),
  )
})

test('a tagged struct with unknown tags inside does not count as default', () => {
  const currentLeader = { leaderId: -1, leaderEpoch: -1, _tags: [{ tag: 9, bytes: Buffer.of(1) }] }
  const { responses } = asRead(fetchResponse, 17, { responses: [{ partitions: [{ currentLeader }] }] })
  deepEqual(responses[0].partitions[0].currentLeader, currentLeader)
})

test('unknown tagged fields are kept and sent in ascending order among the known ones', () => {
  const tags = [
    { tag: 70_000, bytes: Buffer.alloc(2000, 3) },
    { tag: 2, bytes: Buffer.alloc(0) },
  ]
  const body = asRead(fetchRequest, 17, { clusterId: 'c', replicaState: { replicaId: 3 }, _tags: tags })
  deepEqual(body._tags, tags.toReversed())
  equal(body.replicaState.replicaId, 3)
})

test('a tag that has a meaning in another version is refused both ways', () => {
  const _tags = [{ tag: 1, bytes: bytesOf(fetchRequest, 17, {}) }]
  refuses(() => bytesOf(fetchRequest, 12, { _tags }), /tag 1 does not belong/)
  refuses(() => bytesOf(fetchRequest, 17, { _tags }), /tag 1 does not belong/)
  const later = bytesOf(fetchRequest, 12, { _tags: [{ tag: 2, bytes: Buffer.alloc(1) }] })
  later[later.lastIndexOf(2)] = 1
  refuses(() => bodyOf(fetchRequest, 12, later), /tag 1 does not belong/)
})

test('the same unknown tag twice is refused', () => {
  const twice = { tag: 5, bytes: Buffer.alloc(0) }
  refuses(() => bytesOf(fetchRequest, 17, { _tags: [twice, twice] }), /tag 5 occurs twice/)
})

test('null is refused where the version does not allow it, and the error names the field', () => {
  refuses(() => bytesOf(metadataResponse, 9, { topics: [{ name: null }] }), /^MetadataResponse v9: topics: name: null/)
  refuses(() => bytesOf(metadataRequest, 0, { topics: null }), /topics: null/)
  equal(asRead(metadataRequest, 1, { topics: null }).topics, null)
  refuses(() => bytesOf(metadataResponse, 9, { topics: [null] }), /topics: null/)
})

test('a number that does not fit its type is refused', () => {
  refuses(() => bytesOf(fetchRequest, 4, { isolationLevel: 128 }), /int8/)
  refuses(() => bytesOf(fetchResponse, 7, { errorCode: -32_769 }), /int16/)
  refuses(() => bytesOf(fetchRequest, 4, { maxWaitMs: 0.5 }), /int32/)
  const offset = (fetchOffset: unknown) => ({ topics: [{ partitions: [{ fetchOffset }] }] })
  refuses(() => bytesOf(fetchRequest, 4, offset(2n ** 63n)), /int64/)
  refuses(() => bytesOf(fetchRequest, 4, offset(1)), /int64/)
  refuses(() => bytesOf(fetchRequest, 13, { topics: [{ topicId: 'short' }] }), /uuid/)
})

test('a string has at most 32767 bytes of UTF-8', () => {
  for (const version of [1, 2]) {
    const longest = { groupsNames: [`${'é'.repeat(16_383)}x`] }
    deepEqual(asRead(deleteGroups, version, longest), longest)
    refuses(() => bytesOf(deleteGroups, version, { groupsNames: ['é'.repeat(16_384)] }), /32767/)
  }
  const bytes = Buffer.concat([Buffer.from('02818002', 'hex'), Buffer.alloc(32_768, 'x'), Buffer.alloc(1)])
  refuses(() => bodyOf(deleteGroups, 2, bytes), /32767/)
})

test('a string that is not valid UTF-8 is refused; a replacement character that was sent is kept', () => {
  const named = (name: Buffer) => Buffer.concat([Buffer.of(0, 0, 0, 1, 0, name.length), name])
  deepEqual(bodyOf(deleteGroups, 1, named(Buffer.from('a\ufffdb'))), { groupsNames: ['a\ufffdb'] })
  for (const malformed of ['ff', 'c080', 'eda080', '61e282', 'f4908080'])
    refuses(() => bodyOf(deleteGroups, 1, named(Buffer.from(malformed, 'hex'))), /UTF-8/)
  refuses(() => bytesOf(deleteGroups, 1, { groupsNames: ['\ud800'] }), /UTF-8/)
})

test('a version that the message does not have is refused', () => {
  for (const version of [3, 19, -1, 1.5])
    refuses(() => bytesOf(fetchRequest, version, {}), /FetchRequest v.*no such version/)
})

test('a version that brokers do not offer yet can be read but is not among the versions of the API', () => {
  const api = apiNamed('InitProducerId')
  deepEqual(api.versions, [0, 5])
  deepEqual(asRead(api.request, 6, { enable2Pc: true }).enable2Pc, true)
})

test('the blobs of classic groups are messages too', () => {
  const subscription = { topics: ['a'], userData: null, ownedPartitions: [], generationId: -1, rackId: null }
  deepEqual(asRead(messages.ConsumerProtocolSubscription!, 3, subscription), subscription)
})

test('an API that does not exist has no table', () => {
  throws(() => apiNamed('Nothing'), RangeError)
})

import type { Body } from '@tidegate/protocol'
import { eachPartition } from '../topics.ts'
import { type AnswerEdits, atOnce, noTags, type Pass, type Steps } from './pass.ts'
import { COUNT, type Walk } from './walk.ts'

const NONE = -1
/** The last version with the replica id among the fields of every request (KIP-903). */
const LAST_WITH_REPLICA_ID = 14

/** Leader hints, epochs and replica ids of the physical cluster stay behind (KIP-951, KIP-392). */
const clean = (row: Body): Body => ({
  partitionIndex: row.partitionIndex,
  errorCode: row.errorCode,
  highWatermark: row.highWatermark,
  lastStableOffset: row.lastStableOffset,
  logStartOffset: row.logStartOffset,
  abortedTransactions: row.abortedTransactions,
  records: row.records,
})

/** Nothing in it changes its size but tags, and those are withheld in place where it leaves while it arrives. */
function* answer(walk: Walk, edits: AnswerEdits): Steps {
  yield 10
  walk.skip(4)
  if (!edits.errorCode(walk.int16())) return false
  edits.int32(walk.skip(4), 0)
  yield COUNT
  for (let topics = walk.rows(); topics > 0; topics--) {
    yield 16 + COUNT
    if (!edits.topicId(walk.skip(16))) return false
    for (let partitions = walk.rows(); partitions > 0; partitions--) {
      yield 30 + COUNT
      walk.skip(4)
      if (!edits.errorCode(walk.int16())) return false
      walk.skip(24)
      for (let aborted = walk.length(); aborted > 0; aborted--) {
        yield 16 + COUNT
        walk.skip(16)
        if (!walk.noTags()) return false
      }
      yield 4 + COUNT
      edits.int32(walk.skip(4), NONE)
      walk.pass(Math.max(0, walk.length()))
      if (!(yield* noTags(walk, edits))) return false
    }
    if (!(yield* noTags(walk, edits))) return false
  }
  return true
}

export const fetchPass: Pass = {
  operation: 'READ',
  since: 13,

  request(walk, edits, version) {
    if (version <= LAST_WITH_REPLICA_ID && walk.int32() !== NONE) return false
    walk.skip(13)
    // Sessions end at the gateway.
    if (walk.int32() !== 0) return false
    edits.int32(walk.skip(4), NONE)
    for (let topics = walk.rows(); topics > 0; topics--) {
      if (!edits.topicId(walk.skip(16))) return false
      for (let partitions = walk.rows(); partitions > 0; partitions--) {
        walk.skip(4)
        edits.int32(walk.skip(4), NONE)
        walk.skip(8)
        edits.int32(walk.skip(4), NONE)
        walk.skip(12)
        if (!walk.noTags()) return false
      }
      if (!walk.noTags()) return false
    }
    // Topics of a session to forget, and a rack.
    return walk.length() === 0 && walk.length() === 0
  },

  response: atOnce(answer),
  stream: answer,

  respond: ({ responses, throttleTimeMs, errorCode }, restore) => ({
    throttleTimeMs,
    errorCode,
    responses: eachPartition(restore(responses), 'partitions', clean),
  }),
}

import type { Body } from '@tidegate/protocol'
import { ATTRIBUTES_LOW_BYTE_AT, MAGIC_AT, SHORTEST_BATCH, TRANSACTIONAL } from '../record-batch.ts'
import { eachPartition } from '../topics.ts'
import type { Pass } from './pass.ts'

/** Texts name physical topics; endpoints and leader hints lead past the gateway (KIP-951). */
const clean = ({ index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors }: Body): Body => ({
  index,
  errorCode,
  baseOffset,
  logAppendTimeMs,
  logStartOffset,
  recordErrors: recordErrors?.map(({ batchIndex }: Body) => ({ batchIndex })),
})

export const producePass: Pass = {
  operation: 'WRITE',
  since: 13,

  request(walk, edits) {
    // A transactional id, and acks=0, which has no response.
    if (walk.length() >= 0 || walk.int16() === 0) return false
    walk.skip(4)
    for (let topics = walk.rows(); topics > 0; topics--) {
      if (!edits.topicId(walk.skip(16))) return false
      for (let partitions = walk.rows(); partitions > 0; partitions--) {
        walk.skip(4)
        const length = walk.length()
        if (length < SHORTEST_BATCH) return false
        const records = walk.skip(length)
        if (walk.bytes[records + MAGIC_AT] !== 2) return false
        if ((walk.bytes[records + ATTRIBUTES_LOW_BYTE_AT]! & TRANSACTIONAL) !== 0) return false
        if (!walk.noTags()) return false
      }
      if (!walk.noTags()) return false
    }
    return true
  },

  response(walk, edits) {
    for (let topics = walk.rows(); topics > 0; topics--) {
      if (!edits.topicId(walk.skip(16))) return false
      for (let partitions = walk.rows(); partitions > 0; partitions--) {
        walk.skip(4)
        if (walk.int16() !== 0) return false
        walk.skip(24)
        // Errors of single records, a text, and who the leader is.
        if (walk.length() > 0 || walk.length() >= 0 || !walk.noTags()) return false
      }
      if (!walk.noTags()) return false
    }
    walk.skip(4)
    return true
  },

  respond: ({ responses, throttleTimeMs }, restore) => ({
    responses: eachPartition(restore(responses), 'partitionResponses', clean),
    throttleTimeMs,
  }),
}

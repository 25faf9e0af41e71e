import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { apiNamed, messages, Reader, readResponse, sample, writeResponse } from '../src/index.ts'
import { bodyOf, bytesOf } from './bytes.ts'
import { versionsOf } from './versions.ts'

for (const message of Object.values(messages))
  test(`${message.name}: cut at any byte it reads the same`, () => {
    for (const version of versionsOf(message)) {
      const bytes = bytesOf(message, version, sample(message, version, 'déjà vu'))
      for (let cut = 0; cut <= bytes.length; cut++) {
        const pieces = [bytes.subarray(0, cut), Buffer.alloc(0), bytes.subarray(cut)]
        deepEqual(bytesOf(message, version, bodyOf(message, version, pieces)), bytes)
      }
      const crumbs = Array.from(bytes, byte => Buffer.of(byte))
      deepEqual(bytesOf(message, version, bodyOf(message, version, crumbs)), bytes)
    }
  })

const api = apiNamed('Fetch')
const records: Buffer[] = [Buffer.alloc(700, 1), Buffer.alloc(900, 2)]
const response = { responses: [{ partitions: [{ records }, { records: null }, { records: [] }] }] }

test('record batches are written by reference', () => {
  const slices = writeResponse(api, 17, 1, response)
  deepEqual(
    slices.filter(slice => records.includes(slice)),
    records,
  )
})

test('record batches are read as views of the frame, however it is cut', () => {
  const frame = Buffer.concat(writeResponse(api, 17, 1, response)).subarray(4)
  for (let cut = 0; cut <= frame.length; cut += 7) {
    const { body } = readResponse(api, 17, new Reader([frame.subarray(0, cut), frame.subarray(cut)]))
    const [some, none, empty] = body.responses[0].partitions
    for (const slice of some.records) ok(slice.buffer === frame.buffer)
    deepEqual(Buffer.concat(some.records), Buffer.concat(records))
    equal(none.records, null)
    deepEqual(empty.records, [])
  }
})

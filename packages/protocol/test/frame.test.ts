import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import {
  apiNamed,
  apis,
  Framer,
  ProtocolError,
  Reader,
  read,
  readRequestHeader,
  readResponse,
  type Slices,
  sample,
  writeRequest,
  writeResponse,
} from '../src/index.ts'
import { versionsOf } from './versions.ts'

const onlyFrame = (slices: Slices): Reader => {
  const framer = new Framer(1_000_000)
  const frames = slices.flatMap(slice => framer.push(slice))
  equal(frames.length, 1)
  equal(framer.pending, 0)
  return new Reader(frames[0]!.payload())
}

test('a request is read as it was written, in every version of every API', () => {
  for (const api of apis.values())
    for (const version of versionsOf(api.request)) {
      const body = sample(api.request, version)
      const reader = onlyFrame(writeRequest(api, version, { correlationId: -7, clientId: 'café' }, body))
      const header = { apiKey: api.key, apiVersion: version, correlationId: -7, clientId: 'café' }
      deepEqual(readRequestHeader(reader), header)
      deepEqual(read(api.request, version, reader), body)
      reader.end()
    }
})

test('a response is read as it was written, in every version of every API', () => {
  for (const api of apis.values())
    for (const version of versionsOf(api.response)) {
      const body = sample(api.response, version)
      const reader = onlyFrame(writeResponse(api, version, 0x7fffffff, body))
      deepEqual(readResponse(api, version, reader), { correlationId: 0x7fffffff, body })
    }
})

const headerOf = (hex: string) => readRequestHeader(new Reader(Buffer.from(hex, 'hex')))

test('a client id may be null', () => {
  equal(headerOf('0003000000000001ffff').clientId, null)
})

test('the client id keeps its two-byte length in flexible versions, and unknown tags of the header are passed over', () => {
  const reader = new Reader(Buffer.from('0003000c000000010001780105020102ff', 'hex'))
  deepEqual(readRequestHeader(reader), { apiKey: 3, apiVersion: 12, correlationId: 1, clientId: 'x' })
  equal(reader.remaining, 1)
})

test('the header of ApiVersions is read in versions yet to come', () => {
  deepEqual(headerOf('00127fff00000005000178ff'.replace(/ff$/, '00')), {
    apiKey: 18,
    apiVersion: 0x7fff,
    correlationId: 5,
    clientId: 'x',
  })
})

test('a key that brokers do not offer is refused', () => {
  for (const key of ['0004', '0034', '03e8', 'ffff']) throws(() => headerOf(`${key}000000000001ffff`), ProtocolError)
})

test('a header that is cut short is refused', () => {
  const whole = '0003000c00000001000178010502ffff'
  for (let length = 0; length < whole.length; length += 2) throws(() => headerOf(whole.slice(0, length)), ProtocolError)
})

test('the answer to ApiVersions has the oldest header in every version', () => {
  const [frame] = writeResponse(apiNamed('ApiVersions'), 4, 9, { errorCode: 35 })
  equal(frame!.toString('hex', 4, 10), '000000090023')
})

test('bytes after a response are refused', () => {
  const bytes = Buffer.concat(writeResponse(apiNamed('Heartbeat'), 4, 1, {})).subarray(4)
  throws(() => readResponse(apiNamed('Heartbeat'), 4, new Reader([bytes, Buffer.alloc(1)])), ProtocolError)
})

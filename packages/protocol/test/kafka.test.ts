import { deepEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kafkaLibs } from '@tidegate/testkit'
import fc from 'fast-check'
import { KAFKA } from '../gen/generate.ts'
import { type Api, apis, messages, sample, writeRequest, writeResponse } from '../src/index.ts'
import { bodies } from './bodies.ts'
import { bodyOf, bytesOf } from './bytes.ts'
import { Oracle } from './oracle.ts'
import { between, versionsOf } from './versions.ts'

const RUNS = 20
/** Another one on each run: the name of a failing test says which it was. */
const seed = Date.now() % 1_000_000_000

let oracle: Oracle
before(async () => {
  oracle = new Oracle(await kafkaLibs(KAFKA))
})
after(() => oracle[Symbol.asyncDispose]())

test('the APIs are those that brokers offer, in their stable versions, with the headers Kafka gives them', async () => {
  const lines = [...apis.values()].map(api =>
    [api.key, api.name, api.versions.join('-'), ...between(api.versions).map(version => headersOf(api, version))].join(
      ' ',
    ),
  )
  deepEqual(lines, await oracle.apis())
})

/** The versions of both headers, told from the bytes before the body. */
function headersOf(api: Api, version: number): string {
  const request = sample(api.request, version)
  const response = sample(api.response, version)
  const before = (frame: Buffer[], body: Buffer) => Buffer.concat(frame).length - body.length
  const asked = before(
    writeRequest(api, version, { correlationId: 1, clientId: null }, request),
    bytesOf(api.request, version, request),
  )
  const answered = before(writeResponse(api, version, 1, response), bytesOf(api.response, version, response))
  return `${asked - 13}/${answered - 8}`
}

for (const message of Object.values(messages)) {
  test(`${message.name}: what Kafka's class writes is read, and written again as the same bytes (seed ${seed})`, async () => {
    for (const version of versionsOf(message)) {
      const made = between([1, RUNS]).map(run => oracle.make(message, version, seed + run))
      for (const bytes of await Promise.all(made))
        deepEqual(bytesOf(message, version, bodyOf(message, version, bytes)), bytes, `version ${version}`)
    }
  })

  test(`${message.name}: what is written here, Kafka's class reads and writes as the same bytes (seed ${seed})`, async () => {
    for (const version of versionsOf(message)) {
      const samples = fc.sample(bodies(message, version), { seed, numRuns: RUNS })
      const written = samples.map(body => bytesOf(message, version, body))
      const reread = await Promise.all(written.map(bytes => oracle.reread(message, version, bytes)))
      deepEqual(reread, written, `version ${version}`)
    }
  })
}

import { apis, messages } from './apis.ts'
import { read, write } from './codec.ts'
import { type Api, type Body, includes } from './message.ts'
import { ProtocolError } from './protocol-error.ts'
import type { Reader } from './reader.ts'
import { tagSection } from './tags.ts'
import { Writer } from './writer.ts'

/** Where a frame has what stands in the same place in every version, in bytes from its start (RequestHeader.json, ResponseHeader.json). */
export const frameLayout = {
  request: { apiKey: 4, apiVersion: 6, correlationId: 8, clientId: 12 },
  response: { correlationId: 4, rest: 8 },
} as const

const API_VERSIONS = 18
const requestHeader = messages.RequestHeader!
const responseHeader = messages.ResponseHeader!
/** Of one request. A frame of the largest size could hold tens of millions, whose objects weigh many times its bytes. */
const MAX_ELEMENTS = 200_000

const headerTags = tagSection([], new Set())

export type RequestHeader = {
  readonly apiKey: number
  readonly apiVersion: number
  readonly correlationId: number
  readonly clientId: string | null
}

/**
 * Leaves the reader at the body. The version may be one that the API does not have: a client that asks for ApiVersions
 * in a version from the future is still to be answered (KIP-511). From here on the reader counts the elements of the
 * request, and refuses too many.
 */
export function readRequestHeader(reader: Reader): RequestHeader {
  reader.elements = MAX_ELEMENTS
  const header = read(requestHeader, 1, reader)
  const api = apis.get(header.requestApiKey)
  if (!api) throw new ProtocolError(`there is no API with key ${header.requestApiKey}`)
  // The second version of the header is the first one and a tag section.
  if (api.request.flexible && header.requestApiVersion >= api.request.flexible[0]) headerTags.read(reader, {})
  return {
    apiKey: header.requestApiKey,
    apiVersion: header.requestApiVersion,
    correlationId: header.correlationId,
    clientId: header.clientId,
  }
}

/** A whole frame, its size first. Record batches are in it by reference. */
export function writeRequest(
  api: Api,
  version: number,
  header: { readonly correlationId: number; readonly clientId: string | null },
  body: Body,
): Buffer[] {
  const writer = new Writer()
  writer.int32(0)
  const fields = { ...header, requestApiKey: api.key, requestApiVersion: version }
  write(requestHeader, includes(api.request.flexible, version) ? 2 : 1, fields, writer)
  write(api.request, version, body, writer)
  return sized(writer)
}

/** A whole frame, its size first. Record batches are in it by reference. */
export function writeResponse(api: Api, version: number, correlationId: number, body: Body): Buffer[] {
  const writer = new Writer()
  writer.int32(0)
  write(responseHeader, responseHeaderVersion(api, version), { correlationId }, writer)
  write(api.response, version, body, writer)
  return sized(writer)
}

export function readResponse(api: Api, version: number, reader: Reader): { correlationId: number; body: Body } {
  const { correlationId } = read(responseHeader, responseHeaderVersion(api, version), reader)
  const body = read(api.response, version, reader)
  reader.end()
  return { correlationId, body }
}

/** Answers to ApiVersions keep the oldest header: their reader cannot know yet what the broker speaks (KIP-511). */
const responseHeaderVersion = (api: Api, version: number): number =>
  api.key !== API_VERSIONS && includes(api.response.flexible, version) ? 1 : 0

function sized(writer: Writer): Buffer[] {
  const slices = writer.slices()
  slices[0]!.writeInt32BE(writer.size - 4)
  return slices
}

import { type Body, type Message, Reader, read, type Slices, Writer, write } from '../src/index.ts'

export function bytesOf(message: Message, version: number, body: Body): Buffer {
  const writer = new Writer()
  write(message, version, body, writer)
  return Buffer.concat(writer.slices(), writer.size)
}

/** The bytes are one message and nothing else. */
export function bodyOf(message: Message, version: number, bytes: Buffer | Slices): Body {
  const reader = new Reader(bytes)
  const body = read(message, version, reader)
  reader.end()
  return body
}

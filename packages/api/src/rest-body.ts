import { GatewayError } from '@tidegate/errors'
import { parseYaml } from '@tidegate/resources'

export const MAX_BODY_BYTES = 1024 * 1024

/** The bytes of a body, or undefined where there are too many. Reads no further than it must. */
export async function readBody(request: Request): Promise<Buffer | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** JSON whatever the content type says, since clients send it as text/plain; YAML only where it says so. */
export function parseBody(bytes: Buffer, contentType: string | null): unknown {
  const text = decode(bytes)
  if (text.trim() === '') throw malformed('it is empty')
  if (!/yaml/i.test(contentType ?? '')) return parseJson(text)
  const values = parseYaml(text)
  if (values.length !== 1) throw malformed('send one resource in each request')
  return values[0]
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw malformed('it is not UTF-8', error)
  }
}

/** The engine's own message quotes the text, which can hold secrets. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec((error as Error).message) ?? []
    throw malformed(`it is not JSON${line ? `: see line ${line}, column ${column}` : ''}`, error)
  }
}

const malformed = (what: string, cause?: unknown) => new GatewayError('MALFORMED', what, cause)

import { type ErrorCode, errors, GatewayError } from '@tidegate/errors'
import type { Worker } from '@tidegate/store'
import { signCall } from './call-token.ts'
import type { Context } from './context.ts'

export type GatewayRequest = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** With its query. */
  readonly path: string
  readonly body?: unknown
  readonly timeoutMs?: number
}

type Caller = Pick<Context, 'actor' | 'tokens' | 'now'>

const TIMEOUT_MS = 8_000
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/**
 * Asks one gateway by its HTTP API, as the person who asks the console. What the gateway refuses it with is thrown as the
 * same error; UPSTREAM_UNAVAILABLE stands for a gateway that cannot be asked.
 */
export async function askGateway(context: Caller, worker: Pick<Worker, 'name' | 'adminUrl'>, request: GatewayRequest) {
  const { actor, tokens, now } = context
  const token = await signCall(actor, { gateway: worker.name, secretKey: tokens.key, now: now() })
  const { status, text } = await send(worker, request, token)
  if (status === 204) return undefined
  if (status === 200) return parse(text, worker.name)
  throw refusalOf(status, text, worker.name)
}

async function send(
  { name, adminUrl }: Pick<Worker, 'name' | 'adminUrl'>,
  { method, path, body, timeoutMs = TIMEOUT_MS }: GatewayRequest,
  token: string,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(new URL(path, adminUrl), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await readText(response) }
  } catch (cause) {
    throw unavailable(
      `Gateway ${name} does not answer at its admin address: check that the console can reach it`,
      cause,
    )
  }
}

/** Reads no further than it must: what answers there may be anything. */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > MAX_ANSWER_BYTES) throw new Error(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parse(text: string, gateway: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw strange(gateway, cause)
  }
}

/** Each code has a title of its own, which is what REST shows of it. */
const codes = new Map(Object.entries(errors).map(([code, { title }]) => [title as string, code as ErrorCode]))

function refusalOf(status: number, text: string, gateway: string): GatewayError {
  if (status === 401)
    return unavailable(
      `Gateway ${gateway} does not accept the console’s calls: give both the same GATEWAY_USER_POOL_SECRET_KEY, and set their clocks`,
    )
  const answer = toldIn(text)
  const code = codes.get(answer?.title ?? '')
  if (code && answer?.msg) return new GatewayError(code, answer.msg)
  return status === 400 ? new GatewayError('MALFORMED', text) : strange(gateway, text)
}

function toldIn(text: string): { readonly title?: string; readonly msg?: string } | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const strange = (gateway: string, cause: unknown) =>
  unavailable(`Gateway ${gateway} answers what the console does not know: bring both to the same version`, cause)

const unavailable = (message: string, cause?: unknown) => new GatewayError('UPSTREAM_UNAVAILABLE', message, cause)

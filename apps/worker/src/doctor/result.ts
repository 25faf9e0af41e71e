import { GatewayError } from '@tidegate/errors'

export type Status = 'ok' | 'warning' | 'failed' | 'skipped'

export type Result = {
  readonly check: string
  /** The variable, cluster or address that was looked at. */
  readonly about: string
  readonly status: Status
  readonly message: string
  /** Left out where the message says it already. */
  readonly todo?: string
}

export type Group = { readonly title: string; readonly results: readonly Result[] }

/** What is wrong, in words that are safe to show, and what to do about it. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly todo: string
  readonly status: Exclude<Status, 'ok'>
  constructor(message: string, todo: string, status: Fault['status'] = 'failed') {
    super(message)
    this.todo = todo
    this.status = status
  }
}

const LIMIT_MS = 5_000
/** Of one step of a check, so that a step that hangs is told by its name before the whole check is given up. */
export const STEP_MS = 3_000

type Look = { readonly check: string; readonly about: string }

/** Runs one check to a result: a message if all is well, or the Fault it throws. It never rejects, and never takes longer. */
export async function look({ check, about }: Look, run: () => Promise<string> | string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const fault = new Fault(`there was no answer within ${LIMIT_MS / 1000} s`, 'Find out what hangs there, or is slow.')
    timer = setTimeout(() => reject(fault), LIMIT_MS)
  })
  try {
    return { check, about, status: 'ok', message: await Promise.race([Promise.resolve().then(run), late]) }
  } catch (error) {
    return { check, about, ...told(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** Words of other origin than our own stay away: nobody knows what they quote. */
function told(error: unknown): Pick<Result, 'status' | 'message' | 'todo'> {
  if (error instanceof Fault) return { status: error.status, message: error.message, todo: error.todo }
  if (error instanceof GatewayError) return { status: 'failed', message: error.message }
  const code = (error as { code?: unknown })?.code
  return {
    status: 'failed',
    message: `the check itself failed${typeof code === 'string' ? ` (${code})` : ''}`,
    todo: 'Report this as a fault of Tidegate.',
  }
}

export const skipped = (check: string, about: string, message: string): Result => ({
  check,
  about,
  status: 'skipped',
  message,
})

export const isCount = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

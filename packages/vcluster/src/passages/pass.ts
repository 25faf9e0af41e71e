import type { Body } from '@tidegate/protocol'
import { COUNT, type Walk } from './walk.ts'

/**
 * How one API passes: from the version on that has topics by id alone (KIP-516) a request that needs nothing refused goes
 * on as the bytes it came in, with ids changed in place. Whatever is out of the ordinary is served as any other request.
 */
export type Pass = {
  readonly operation: 'READ' | 'WRITE'
  readonly since: number
  /** Walks a whole request body. False where it has to be served. */
  request(walk: Walk, edits: Edits, version: number): boolean
  /** Walks a whole response body. False where it has to be read. */
  response(walk: Walk, edits: AnswerEdits): boolean
  /** As `response`, while it arrives; there is none where a field could have to leave. */
  stream?(walk: Walk, edits: AnswerEdits): Steps
  /** The response of a served request: what `response` leaves to it is answered in the same way. */
  respond(response: Body, restore: (rows: readonly Body[]) => Body[]): Body
}

/**
 * A walk that yields how many bytes it needs from where it is, or as many as the frame still has, before it goes on. What
 * it has seen may have left by then.
 */
export type Steps = Generator<number, boolean, void>

/** What is to be changed. Each answers false where that cannot be done in place. */
type Edits = {
  /** A topic id is here: one that the caller may use. */
  topicId(at: number): boolean
  int32(at: number, value: number): void
}

export type AnswerEdits = Edits & {
  errorCode(code: number): boolean
  /** Keeps so many tags from the client, which begin where the walk is; there is none where that is not done in place. */
  withhold?(count: number): Steps
}

/** Walks a tag section, of which nothing reaches the client. */
export function* noTags(walk: Walk, edits: AnswerEdits): Steps {
  yield COUNT
  const count = walk.uvarint()
  return count === 0 || (edits.withhold !== undefined && (yield* edits.withhold(count)))
}

/** Where all bytes are there none is waited for. */
export const atOnce =
  (steps: (walk: Walk, edits: AnswerEdits) => Steps): Pass['response'] =>
  (walk, edits) => {
    const walking = steps(walk, edits)
    for (;;) {
      const { done, value } = walking.next()
      if (done) return value
    }
  }

import type { Body, Slices } from '@tidegate/protocol'
import { MAGIC_AT, PRODUCER_AT, PRODUCER_BYTES } from './record-batch.ts'
import type { View } from './view.ts'

const NO_PRODUCER = 'ffffffffffffffff'

const MOST = 10_000

/**
 * Under which of its names an idempotent producer writes to a topic that is renamed. A producer counts what it sends by
 * the name, and a broker by the topic (KIP-98): a batch under the second name would look like a repetition, and be
 * dropped without a word.
 */
export class Writers {
  readonly #names = new Map<string, string>()

  /** False where the producer of these records has written to the topic under its other name. */
  mayWrite(view: View, alias: string, { records }: Body): boolean {
    const physical = view.aliases.get(alias)
    if (physical === undefined || !view.renamed.has(physical)) return true
    const producer = producerOf(records)
    if (producer === undefined) return true
    const key = `${physical} ${producer}`
    const name = this.#names.get(key) ?? alias
    this.#names.delete(key)
    this.#names.set(key, name)
    const [oldest] = this.#names.keys()
    if (this.#names.size > MOST && oldest !== undefined) this.#names.delete(oldest)
    return name === alias
  }
}

/** Id and epoch; undefined where the producer is not idempotent. */
function producerOf(records: Slices | null): string | undefined {
  const head = Buffer.alloc(PRODUCER_AT + PRODUCER_BYTES)
  let filled = 0
  for (const slice of records ?? []) {
    filled += slice.copy(head, filled)
    if (filled === head.length) break
  }
  if (filled < head.length || head[MAGIC_AT] !== 2) return undefined
  const producer = head.toString('hex', PRODUCER_AT)
  return producer.startsWith(NO_PRODUCER) ? undefined : producer
}

import { setTimeout as delay } from 'node:timers/promises'

/** How old an answer may be before it is looked for again, and before nobody is given it unasked. */
const FRESH_MS = 10_000
const USABLE_MS = 60_000
/** How long a reader of something older waits whether the newer one is there already. */
const PATIENCE_MS = 150
/** After that long nobody is interested, and the memory is given back. */
const FORGOTTEN_MS = 600_000

type Options<T> = {
  collect(): Promise<T>
  now(): number
  /** Takes why a newer one could not be collected. */
  failed(error: unknown): void
}

type Kept<T> = { readonly value: T; readonly at: number }
export type Dated<T> = T & { readonly observedAt: string }

/**
 * What is read often and slow to collect. Whoever reads gets what there is, with its age, where a newer one takes its time;
 * only the first, and who comes after a long pause, waits for it. It is collected once at a time however many read.
 */
export class Collected<T extends object> {
  readonly #options: Options<T>
  #kept: Kept<T> | undefined
  #running: Promise<Kept<T>> | undefined
  #forget: NodeJS.Timeout | undefined

  constructor(options: Options<T>) {
    this.#options = options
  }

  async read(): Promise<Dated<T>> {
    const kept = this.#kept
    const age = kept ? this.#options.now() - kept.at : Number.POSITIVE_INFINITY
    if (kept && age <= FRESH_MS) return dated(kept)
    const next = this.#refresh()
    if (!kept || age > USABLE_MS) return dated(await next)
    // Whoever reads hears of it once what there is has grown too old.
    next.catch(this.#options.failed)
    return dated(await Promise.race([next.catch(() => kept), delay(PATIENCE_MS, kept)]))
  }

  #refresh(): Promise<Kept<T>> {
    this.#running ??= this.#load().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #load(): Promise<Kept<T>> {
    const at = this.#options.now()
    const kept = { value: await this.#options.collect(), at }
    this.#kept = kept
    clearTimeout(this.#forget)
    this.#forget = setTimeout(() => {
      this.#kept = undefined
    }, FORGOTTEN_MS).unref()
    return kept
  }
}

const dated = <T extends object>({ value, at }: Kept<T>): Dated<T> => ({
  ...value,
  observedAt: new Date(at).toISOString(),
})

/** The same numbers in every run of a seed (mulberry32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** From 0 to below `n`. */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }

  /** Both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1)
  }

  /** True once in `n` times. */
  oneOf(n: number): boolean {
    return this.below(n) === 0
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /** From one byte to `most`. */
  bytes(most: number): Buffer {
    return Buffer.from(Array.from({ length: this.between(1, most) }, () => this.below(256)))
  }
}

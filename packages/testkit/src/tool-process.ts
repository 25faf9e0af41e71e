import type { ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

type Satisfied = (lines: readonly string[], errorLines: readonly string[]) => boolean

/** A tool that runs until told to stop, such as a console consumer. */
export class ToolProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #ended: Promise<number>
  readonly #lines: string[] = []
  readonly #errorLines: string[] = []
  readonly #news = new EventEmitter().setMaxListeners(0)
  #running = true

  constructor(child: ChildProcess) {
    this.#child = child
    this.#ended = new Promise(resolve => child.once('close', code => resolve(code ?? -1)))
    child.once('close', () => {
      this.#running = false
      this.#news.emit('news')
    })
    this.#collect(child.stdout!, this.#lines)
    this.#collect(child.stderr!, this.#errorLines)
    // It may end before it has read everything; its exit code tells whether that is a failure.
    child.stdin!.on('error', () => undefined)
  }

  get pid(): number {
    return this.#child.pid!
  }

  /** Resolves to the exit code, or -1 where a signal ended it. */
  get ended(): Promise<number> {
    return this.#ended
  }

  /** What it has printed so far. */
  lines(): readonly string[] {
    return this.#lines
  }

  /** What it has printed to standard error so far. */
  errorLines(): readonly string[] {
    return this.#errorLines
  }

  write(text: string): void {
    this.#child.stdin!.write(text)
  }

  endInput(): void {
    this.#child.stdin!.end()
  }

  /** Resolves once the lines satisfy. Where the tool ends first, or takes too long, the error shows all it printed. */
  async waitFor(satisfied: Satisfied, timeoutMs = 60_000): Promise<readonly string[]> {
    const signal = AbortSignal.timeout(timeoutMs)
    while (!satisfied(this.#lines, this.#errorLines)) {
      if (!this.#running) throw this.#failure('The tool ended')
      await once(this.#news, 'news', { signal }).catch(() => {
        throw this.#failure(`After ${timeoutMs} ms the tool`)
      })
    }
    return this.#lines
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#running) this.#child.kill(signal)
    await this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL')
  }

  #collect(stream: Readable, into: string[]): void {
    createInterface(stream).on('line', line => {
      into.push(line)
      this.#news.emit('news')
    })
  }

  #failure(what: string): Error {
    const printed = [...this.#lines, ...this.#errorLines].join('\n')
    return new Error(`${what} had not printed what was waited for, but:\n${printed}`)
  }
}

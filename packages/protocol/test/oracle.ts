import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Framer, type Message, Writer } from '../src/index.ts'

const SOURCES = join(import.meta.dirname, '../../testkit/java/protocol/*.java')

/** What Kafka's own classes make of messages: one Java process, compiled on the spot, which ends with its input. */
export class Oracle implements AsyncDisposable {
  readonly #classes = mkdtempSync(join(tmpdir(), 'oracle-'))
  readonly #java
  readonly #ended
  readonly #asked: PromiseWithResolvers<Buffer>[] = []

  constructor(libs: string) {
    const classPath = [this.#classes, join(libs, '*')].join(delimiter)
    execFileSync('javac', ['-d', this.#classes, '-cp', classPath, ...globSync(SOURCES)])
    this.#java = spawn('java', ['-XX:+UseSerialGC', '-cp', classPath, 'WireOracle'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const framer = new Framer(0x7fffffff)
    this.#java.stdout.on('data', chunk => {
      for (const frame of framer.push(chunk)) this.#answer(frame.payload())
    })
    this.#ended = once(this.#java, 'exit').then(() => {
      for (const { reject } of this.#asked) reject(new Error('the oracle has ended'))
    })
  }

  /** The bytes of a random message. */
  make(message: Message, version: number, seed: number): Promise<Buffer> {
    const question = this.#question('M', classOf(message), version)
    question.int64(BigInt(seed))
    return this.#ask(question)
  }

  /** What the class writes after it has read the bytes. */
  reread(message: Message, version: number, bytes: Buffer): Promise<Buffer> {
    const question = this.#question('R', classOf(message), version)
    question.int32(bytes.length)
    question.bytes(bytes)
    return this.#ask(question)
  }

  /** A line for each API that brokers offer: key, name, stable versions, header versions. */
  async apis(): Promise<string[]> {
    return (await this.#ask(this.#question('A', '', 0))).toString().split('\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#java.stdin.end()
    await this.#ended
    rmSync(this.#classes, { recursive: true })
  }

  #question(command: 'M' | 'R' | 'A', name: string, version: number): Writer {
    const writer = new Writer()
    writer.int8(command.charCodeAt(0))
    writer.string(name, false)
    writer.int16(version)
    return writer
  }

  #ask(question: Writer): Promise<Buffer> {
    const answer = Promise.withResolvers<Buffer>()
    this.#asked.push(answer)
    for (const slice of question.slices()) this.#java.stdin.write(slice)
    return answer.promise
  }

  #answer(bytes: Buffer): void {
    const { resolve, reject } = this.#asked.shift()!
    if (bytes[0] === 0) resolve(bytes.subarray(1))
    else reject(new Error(bytes.toString('utf8', 1)))
  }
}

/** The class that Kafka generates from the same definition. */
const classOf = ({ name, type }: Message) => (type === 'data' ? name : `${name}Data`)

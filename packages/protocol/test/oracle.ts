import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Framer, type Message, Reader, Writer } from '../src/index.ts'

const SOURCES = join(import.meta.dirname, '../../testkit/java/protocol/*.java')

/** What Kafka's own classes make of a message. */
export type Oracle = AsyncDisposable & {
  /** The bytes of a random message. */
  make(message: Message, version: number, seed: number): Promise<Buffer>
  /** What the class writes after it has read the bytes. */
  reread(message: Message, version: number, bytes: Buffer): Promise<Buffer>
}

/** One Java process that answers every question, in the order asked. */
export async function startOracle(libs: string): Promise<Oracle> {
  const classes = mkdtempSync(join(tmpdir(), 'oracle-'))
  const classpath = [classes, join(libs, '*')].join(delimiter)
  execFileSync('javac', ['-d', classes, '-cp', classpath, '-encoding', 'UTF-8', ...globSync(SOURCES)])
  const java = spawn('java', ['-XX:+UseSerialGC', '-cp', classpath, 'WireOracle'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(java, 'exit')
  const framer = new Framer(0x7fffffff)
  const waiting: PromiseWithResolvers<Buffer>[] = []

  java.stdout.on('data', chunk => {
    for (const [answer] of framer.push(chunk).map(frame => [Buffer.concat(frame)] as const)) {
      const { resolve, reject } = waiting.shift()!
      if (answer[0] === 0) resolve(answer.subarray(1))
      else reject(new Error(answer.toString('utf8', 1)))
    }
  })
  exited.then(() => waiting.forEach(({ reject }) => reject(new Error('the oracle ended'))))

  const ask = (command: 'M' | 'R', message: Message, version: number, rest: (writer: Writer) => void) => {
    const question = new Writer()
    question.int8(command.charCodeAt(0))
    question.string(classOf(message), false)
    question.int16(version)
    rest(question)
    for (const slice of question.slices()) java.stdin.write(slice)
    const answer = Promise.withResolvers<Buffer>()
    waiting.push(answer)
    return answer.promise
  }

  return {
    make: (message, version, seed) => ask('M', message, version, writer => writer.int64(BigInt(seed))),
    reread: (message, version, bytes) =>
      ask('R', message, version, writer => {
        writer.int32(bytes.length)
        writer.bytes(bytes)
      }),
    async [Symbol.asyncDispose]() {
      java.stdin.end()
      await exited
      rmSync(classes, { recursive: true })
    },
  }
}

/** The class that Kafka generates from the same definition. */
const classOf = ({ name, type }: Message) => (type === 'data' ? name : `${name}Data`)

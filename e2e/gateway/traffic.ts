import { appendFileSync } from 'node:fs'
import { spawnKafkaTool, spawnTied, ToolProcess } from '@tidegate/testkit'
import { Kafka, logLevel } from 'kafkajs'

/** Where a client connects to, and as whom; without credentials it is a cluster itself. */
type Access = {
  readonly bootstrap: string
  readonly credentials?: { readonly username: string; readonly password: string }
  /** A file of Kafka client properties for the same. */
  readonly config?: string
}

type TrafficOptions = {
  readonly producer: Access
  readonly consumer: Access
  readonly topic: string
  readonly group: string
  /** Records a second. */
  readonly rate: number
}

/** One producer and one consumer of a client family. */
export type Traffic = {
  /** Numbers of the records that the producer was told are stored; each is consumed once the consumer has it. */
  acknowledged(): readonly number[]
  consumed(): ReadonlySet<number>
  /** What went wrong for good, in the client's words. */
  failures(): readonly string[]
  /** When records were acknowledged, in milliseconds of `performance.now()`. */
  readonly times: readonly number[]
  /** Resolves once what was sent is acknowledged or given up. */
  stopProducing(): Promise<void>
  stop(): Promise<void>
}

/** Stock clients, each with the settings of a careful user: idempotent, acks=all, retried for two minutes. */
export const families = { java, librdkafka, kafkajs } as const

const GIVE_UP_MS = 120_000

/** Kafka's verifiable clients tell of each record in a line of JSON. */
async function java({ producer, consumer, topic, group, rate }: TrafficOptions): Promise<Traffic> {
  const careful = ['enable.idempotence=true', 'retries=2147483647', `delivery.timeout.ms=${GIVE_UP_MS}`]
  appendFileSync(producer.config ?? '', `${careful.join('\n')}\n`)
  const [sender, receiver] = await Promise.all([
    spawnKafkaTool('4.3.1', 'verifiable-producer', [
      ...['--bootstrap-server', producer.bootstrap, '--command-config', producer.config ?? ''],
      ...['--topic', topic, '--throughput', String(rate)],
    ]),
    spawnKafkaTool('4.3.1', 'verifiable-consumer', [
      ...['--bootstrap-server', consumer.bootstrap, '--command-config', consumer.config ?? ''],
      ...['--topic', topic, '--group-id', group, '--group-protocol', 'CONSUMER', '--verbose'],
    ]),
  ])
  const sent = new Lines(sender)
  const received = new Lines(receiver)
  const acknowledged: number[] = []
  const failures: string[] = []
  const times: number[] = []
  const consumed = new Set<number>()
  sent.each(line => {
    const event = JSON.parse(line)
    if (event.name === 'producer_send_error') failures.push(`${event.exception}: ${event.message}`)
    if (event.name !== 'producer_send_success') return
    acknowledged.push(Number(event.value))
    times.push(performance.now())
  })
  received.each(line => {
    const event = JSON.parse(line)
    if (event.name === 'record_data') consumed.add(Number(event.value))
  })
  return {
    acknowledged: () => acknowledged,
    consumed: () => consumed,
    failures: () => failures,
    times,
    stopProducing: () => sender.stop(),
    stop: () => receiver.stop(),
  }
}

/** kcat tells only of what was not stored, at its end: until then nothing counts as acknowledged. */
async function librdkafka({ producer, consumer, topic, group, rate }: TrafficOptions): Promise<Traffic> {
  const access = ({ bootstrap, credentials }: Access) => [
    ...['-b', bootstrap, '-E'],
    ...(credentials
      ? ['security.protocol=SASL_PLAINTEXT', 'sasl.mechanisms=PLAIN', ...signIn(credentials)].flatMap(each => [
          '-X',
          each,
        ])
      : []),
  ]
  const signIn = ({ username, password }: { username: string; password: string }) => [
    `sasl.username=${username}`,
    `sasl.password=${password}`,
  ]
  const sender = new ToolProcess(
    spawnTied('kcat', [
      ...['-P', '-t', topic, ...access(producer), '-X', 'enable.idempotence=true'],
      ...['-X', `message.timeout.ms=${GIVE_UP_MS}`, '-X', 'linger.ms=5'],
    ]),
  )
  const receiver = new ToolProcess(
    spawnTied('kcat', [
      '-G',
      group,
      '-u',
      ...access(consumer),
      '-X',
      'auto.offset.reset=earliest',
      '-f',
      '%s\\n',
      topic,
    ]),
  )
  const consumed = new Set<number>()
  new Lines(receiver).each(line => void (/^\d+$/.test(line) && consumed.add(Number(line))))
  let next = 0
  const timer = setInterval(() => sender.write(`${next++}\n`), 1_000 / rate)
  let acknowledged: readonly number[] = []
  const failures: string[] = []
  return {
    acknowledged: () => acknowledged,
    consumed: () => consumed,
    failures: () => failures,
    times: [],
    async stopProducing() {
      clearInterval(timer)
      sender.endInput()
      if ((await sender.ended) !== 0) failures.push(`kcat ended with ${await sender.ended}`)
      failures.push(...sender.errorLines().filter(line => /Delivery failed/.test(line)))
      acknowledged = failures.length === 0 ? Array.from({ length: next }, (_, i) => i) : []
    },
    stop: () => receiver.stop(),
  }
}

async function kafkajs({ producer, consumer, topic, group, rate }: TrafficOptions): Promise<Traffic> {
  const client = ({ bootstrap, credentials }: Access) =>
    new Kafka({
      brokers: bootstrap.split(','),
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: GIVE_UP_MS / 1_000 },
      ...(credentials && { sasl: { mechanism: 'plain', ...credentials } }),
    })
  const acknowledged: number[] = []
  const failures: string[] = []
  const times: number[] = []
  const consumed = new Set<number>()
  const sender = client(producer).producer({ idempotent: true, maxInFlightRequests: 1 })
  const receiver = client(consumer).consumer({ groupId: group, sessionTimeout: 10_000 })
  receiver.on('consumer.crash', ({ payload }) => void (payload.restart || failures.push(String(payload.error))))
  await Promise.all([sender.connect(), receiver.connect()])
  await receiver.subscribe({ topic, fromBeginning: true })
  await receiver.run({ eachMessage: async ({ message }) => void consumed.add(Number(message.value)) })
  let over = false
  const produce = async () => {
    for (let i = 0; !over; i++) {
      const due = new Promise(resolve => setTimeout(resolve, 1_000 / rate))
      try {
        // Without a key it picks another partition when it tries again, and its sequence numbers then acknowledge what was
        // never stored (kafkajs 2.2.4, sendMessages).
        await sender.send({ topic, acks: -1, messages: [{ key: String(i), value: String(i) }] })
        acknowledged.push(i)
        times.push(performance.now())
      } catch (error) {
        failures.push(String(error))
      }
      await due
    }
  }
  const produced = produce()
  return {
    acknowledged: () => acknowledged,
    consumed: () => consumed,
    failures: () => failures,
    times,
    async stopProducing() {
      over = true
      await produced
      await sender.disconnect()
    },
    stop: () => receiver.disconnect(),
  }
}

/** Hands over each line that a tool prints, once. */
class Lines {
  readonly #tool: ToolProcess
  #at = 0

  constructor(tool: ToolProcess) {
    this.#tool = tool
  }

  each(take: (line: string) => void): void {
    const look = async () => {
      for (;;) {
        const lines = await this.#tool.waitFor(all => all.length > this.#at, 2 ** 31 - 1)
        while (this.#at < lines.length) take(lines[this.#at++] as string)
      }
    }
    // It ends with the tool.
    look().catch(() => undefined)
  }
}

/** Waits until each acknowledged record has come to its consumer; resolves to those that have not, in that time. */
export async function missing(traffic: Traffic, withinMs: number): Promise<readonly number[]> {
  const end = performance.now() + withinMs
  const left = () => traffic.acknowledged().filter(number => !traffic.consumed().has(number))
  while (left().length > 0 && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 200))
  return left()
}

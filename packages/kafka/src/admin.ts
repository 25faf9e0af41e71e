/// <reference path="./socket-factory.d.ts" />
import { readFileSync } from 'node:fs'
import { type Connection, readTls } from '@tidegate/resources'
import { type Admin, type ISocketFactory, Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import createSocketFactory from 'kafkajs/src/network/socketFactory.js'
import { unavailable } from './unavailable.ts'

export type Options = {
  /** For all of the work; at most five seconds. */
  readonly timeoutMs: number
  /** Takes what the client library has to say, hosts included; without it that is dropped. */
  readonly log?: (message: string, detail: object) => void
}

const MAX_TIMEOUT_MS = 5000
const RETRY_PAUSE_MS = 50

const openSocket = createSocketFactory()

/**
 * Lends an admin client for one piece of work. When this settles, every socket is closed, also those that still wait for
 * an answer. What fails becomes UPSTREAM_UNAVAILABLE with a message that says what to check.
 */
export async function withAdmin<T>(
  connection: Connection,
  options: Options,
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const timeoutMs = Math.min(options.timeoutMs, MAX_TIMEOUT_MS)
  const sockets = trackSockets(connection)
  const deadline = Promise.withResolvers<never>()
  const timer = setTimeout(() => deadline.reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    const admin = new Kafka(configOf(connection, { ...options, timeoutMs, open: sockets.open })).admin()
    return await Promise.race([lend(admin, work), deadline.promise])
  } catch (error) {
    throw unavailable(error)
  } finally {
    clearTimeout(timer)
    sockets.close()
  }
}

async function lend<T>(admin: Admin, work: (admin: Admin) => Promise<T>): Promise<T> {
  try {
    await admin.connect()
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

type Sockets = { readonly open: ISocketFactory; close(): void }

/**
 * The client library cannot end a connection that hangs, and goes on retrying after its caller has given up. An error is
 * what makes it let go of one: it stops its timers and rejects what still waits.
 */
function trackSockets({ bootstrap }: Connection): Sockets {
  const open = new Set<ReturnType<ISocketFactory>>()
  let closed = false
  return {
    open: ({ host, ...options }) => {
      if (closed) throw new Error('the work is over')
      const literal = bootstrap.find((address, i) => address.host.includes(':') && host === standIn(i))
      const socket = openSocket({ ...options, host: literal?.host ?? host })
      open.add(socket.once('close', () => open.delete(socket)))
      return socket
    },
    close: () => {
      closed = true
      for (const socket of open) socket.destroy(socket.writableEnded ? undefined : new Error('the work is over'))
    },
  }
}

/** The client library cuts bootstrap addresses at the first colon, so an IPv6 address travels under another name. */
const standIn = (i: number): string => `bootstrap-${i}`

function configOf(
  connection: Connection,
  { timeoutMs, log, open }: Options & { readonly open: ISocketFactory },
): KafkaConfig {
  const { bootstrap, tls, sasl, clientId } = connection
  const attempts = Math.max(bootstrap.length, 2)
  return {
    brokers: bootstrap.map(({ host, port }, i) => `${host.includes(':') ? standIn(i) : host}:${port}`),
    clientId: clientId ?? 'tidegate',
    connectionTimeout: Math.ceil(timeoutMs / attempts),
    authenticationTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    retry: { retries: attempts - 1, initialRetryTime: RETRY_PAUSE_MS, maxRetryTime: RETRY_PAUSE_MS },
    socketFactory: open,
    logLevel: log ? logLevel.WARN : logLevel.NOTHING,
    logCreator: () => entry => log?.(entry.log.message, entry.log),
    ...(tls && { ssl: readTls(tls, path => readFileSync(path)) }),
    ...(sasl && { sasl: saslOf(sasl) }),
  }
}

function saslOf({ mechanism, username, password }: NonNullable<Connection['sasl']>): NonNullable<KafkaConfig['sasl']> {
  const names = { PLAIN: 'plain', 'SCRAM-SHA-256': 'scram-sha-256', 'SCRAM-SHA-512': 'scram-sha-512' } as const
  return { mechanism: names[mechanism] as 'plain', username, password }
}

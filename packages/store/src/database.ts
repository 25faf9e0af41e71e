import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from './generated/prisma/client.ts'

export type Transaction = Prisma.TransactionClient

export type Database = {
  readonly prisma: PrismaClient
  /** For connections outside the pool: migrations and notifications. */
  readonly connection: pg.PoolConfig
  readonly now: () => Date
  close(): Promise<void>
}

/** Whoever changes what a snapshot holds takes turns under this lock; any number that nothing else locks. */
const WRITE_LOCK = 7_433_411

const CONNECT_MS = 3_000
/** A connection that fell silent is given up after this. */
const ANSWER_MS = 5_000
const TRANSACTION_MS = 30_000

/** Connects at the first use, so that it opens with the database away. */
export function openDatabase(databaseUrl: string, now: () => Date): Database {
  const connection = { connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS, keepAlive: true }
  // What stalls inside a transaction must not hold the lock for good.
  const limits = { query_timeout: ANSWER_MS, idle_in_transaction_session_timeout: TRANSACTION_MS }
  const pool = new pg.Pool({ ...connection, ...limits })
  // A connection that breaks while idle leaves the pool, and nobody needs to know; the listener outlives the client's own.
  pool.on('error', () => {})
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const close = async () => {
    await prisma.$disconnect()
    await pool.end()
  }
  return { prisma, connection, now, close }
}

/** One transaction at a time, over all processes. */
export function writing<T>({ prisma }: Database, write: (transaction: Transaction) => Promise<T>): Promise<T> {
  return prisma.$transaction(
    async transaction => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${WRITE_LOCK})`
      return write(transaction)
    },
    { maxWait: CONNECT_MS, timeout: TRANSACTION_MS },
  )
}

/** Reads that see one moment. */
export function reading<T>({ prisma }: Database, read: (transaction: Transaction) => Promise<T>): Promise<T> {
  return prisma.$transaction(read, {
    isolationLevel: 'RepeatableRead',
    maxWait: CONNECT_MS,
    timeout: TRANSACTION_MS,
  })
}

export async function generationOf(transaction: Transaction): Promise<number> {
  const { value } = await transaction.generation.findUniqueOrThrow({ where: { id: 1 } })
  return Number(value)
}

/** Announced when, and only if, the transaction commits. */
export async function nextGeneration(transaction: Transaction, at: Date): Promise<number> {
  const { value } = await transaction.generation.update({ where: { id: 1 }, data: { value: { increment: 1 } } })
  await transaction.step.create({ data: { generation: value, mark: randomUUID(), at } })
  await transaction.$executeRaw`SELECT pg_notify('tidegate', ${String(value)})`
  return Number(value)
}

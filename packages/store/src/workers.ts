import type { Database } from './database.ts'
import type { Prisma, ResourceStatus, Worker as Row } from './generated/prisma/client.ts'
import { columnsOf, inOrder } from './rows.ts'
import type { ResourceError, Worker, WorkerReport } from './store.ts'

const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000

/** Replaces the last report of that worker. */
export async function reportWorker({ prisma, now }: Database, { errors, ...report }: WorkerReport): Promise<void> {
  const { name, clusters, addresses, clients, refusals } = report
  const data = {
    ...report,
    seenAt: now(),
    clusters: clusters as unknown as Prisma.InputJsonValue,
    addresses: { ...addresses },
    clients: clients as unknown as Prisma.InputJsonValue,
    refusals: refusals as unknown as Prisma.InputJsonValue,
  }
  const forgotten = new Date(data.seenAt.getTime() - FORGOTTEN_AFTER_MS)
  await prisma.worker.deleteMany({ where: { seenAt: { lt: forgotten } } })
  const create = errors.map(({ message, ...key }) => ({ ...columnsOf(key), error: message }))
  await prisma.worker.upsert({
    where: { name },
    create: { ...data, errors: { create } },
    update: { ...data, errors: { deleteMany: {}, create } },
  })
}

/** Says again that a worker lives; false where there is no report of it. */
export async function workerLives({ prisma, now }: Database, name: string): Promise<boolean> {
  const { count } = await prisma.worker.updateMany({ where: { name }, data: { seenAt: now() } })
  return count > 0
}

export async function removeWorker({ prisma }: Database, name: string): Promise<void> {
  await prisma.worker.deleteMany({ where: { name } })
}

export async function readWorkers({ prisma }: Database): Promise<Worker[]> {
  const rows = await prisma.worker.findMany({ include: { errors: { orderBy: inOrder } }, orderBy: { name: 'asc' } })
  return rows.map(workerOf)
}

const workerOf = ({ generation, errors, ...row }: Row & { errors: ResourceStatus[] }): Worker => ({
  ...row,
  generation: Number(generation),
  clusters: row.clusters as unknown as Worker['clusters'],
  addresses: row.addresses as Worker['addresses'],
  clients: row.clients as unknown as Worker['clients'],
  refusals: row.refusals as unknown as Worker['refusals'],
  errors: errors.map(errorOf),
})

const errorOf = ({ kind, vCluster, name, error }: ResourceStatus): ResourceError => ({
  kind,
  ...(vCluster && { vCluster }),
  name,
  message: error,
})

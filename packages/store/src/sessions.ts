import type { Database } from './database.ts'
import type { OpenSession } from './sign-in.ts'

/** The latest active first. */
export async function listSessions({ prisma, now }: Database, userId: string): Promise<OpenSession[]> {
  const rows = await prisma.session.findMany({
    where: { userId, expiresAt: { gt: now() } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
  })
  return rows.map(({ id, userAgent, ipAddress, createdAt, updatedAt }) => ({
    id,
    ...(userAgent && { browser: userAgent }),
    ...(ipAddress && { address: ipAddress }),
    since: createdAt,
    seenAt: updatedAt,
  }))
}

export async function touchSession({ prisma, now }: Database, id: string): Promise<void> {
  const at = now()
  await prisma.session.updateMany({ where: { id }, data: { updatedAt: at } })
  await prisma.session.deleteMany({ where: { expiresAt: { lt: at } } })
}

export async function endSession({ prisma }: Database, userId: string, id: string): Promise<void> {
  await prisma.session.deleteMany({ where: { id, userId } })
}

export async function endOtherSessions({ prisma }: Database, userId: string, id: string): Promise<void> {
  await prisma.session.deleteMany({ where: { userId, id: { not: id } } })
}

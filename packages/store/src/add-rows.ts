import type { Transaction } from './database.ts'
import { type AuditEvent, Prisma, type Resource, type Revision } from './generated/prisma/client.ts'

type Tables = { Resource: Resource; Revision: Omit<Revision, 'id'>; AuditEvent: Omit<AuditEvent, 'id'> }

/** As JSON has it: what PostgreSQL makes a bigint or a time of is a number or a Date here. */
type Given<Row> = { [Column in keyof Row]: Row[Column] extends bigint ? number : Row[Column] }

/** Of one statement, which has a time limit. */
const MOST = 5_000

/**
 * Adds rows in their order, all of a statement's in one parameter: Prisma's `createMany` makes one of every value, which
 * was 17 of the 20 seconds that the removal of a virtual cluster with 50,000 ACLs took. All have the columns of the first;
 * null is SQL's null, also where the column holds JSON.
 */
export async function addRows<Table extends keyof Tables>(
  transaction: Transaction,
  table: Table,
  rows: readonly Given<Tables[Table]>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Prisma.raw(
    Object.keys(rows[0]!)
      .map(column => `"${column}"`)
      .join(),
  )
  const into = Prisma.raw(`"${table}"`)
  for (let at = 0; at < rows.length; at += MOST)
    await transaction.$executeRaw`
      INSERT INTO ${into} (${columns}) SELECT ${columns}
      FROM jsonb_populate_recordset(NULL::${into}, ${JSON.stringify(rows.slice(at, at + MOST))}::jsonb)`
}

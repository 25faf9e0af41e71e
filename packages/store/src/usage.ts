import type { Database } from './database.ts'
import type { Token as Row, TokenUse as Use } from './generated/prisma/client.ts'
import type { AliasUse, TokenUsage, UsageReport } from './store.ts'
import { tokenOf } from './tokens.ts'

/** Of one alias topic: clients that come from ever new hosts would fill the table. */
const MOST_USERS = 1_000

/** One statement for each table, however much is reported; what is known better already stays. */
export async function reportUsage(database: Database, { gateway, tokens, aliases }: UsageReport): Promise<void> {
  if (tokens.length > 0) await reportTokens(database, gateway, tokens)
  if (aliases.length > 0) await reportAliases(database, aliases)
}

/** A report can come late: its account may be gone, or be another one of the same name, which that token is not of. */
async function reportTokens({ prisma }: Database, gateway: string, tokens: UsageReport['tokens']): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO "TokenUse" ("token", "account", "firstSeenAt", "lastSeenAt", "software", "host", "gateway")
    SELECT "Token"."id", "Resource"."uid", u."firstSeenAt", u."lastSeenAt", u."software", u."host", ${gateway}
    FROM jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb)
      AS u("token" text, "firstSeenAt" timestamptz, "lastSeenAt" timestamptz, "software" text, "host" text)
    JOIN "Token" ON "Token"."id" = u."token"
    JOIN "Resource" ON "Resource"."kind" = 'GatewayServiceAccount'
      AND "Resource"."vCluster" = "Token"."vCluster" AND "Resource"."name" = "Token"."username"
      AND ("Token"."revokedAt" IS NULL OR "Token"."revokedAt" > "Resource"."createdAt")
    ORDER BY 1
    FOR KEY SHARE OF "Resource"
    ON CONFLICT ("token") DO UPDATE SET
      "firstSeenAt" = LEAST("TokenUse"."firstSeenAt", EXCLUDED."firstSeenAt"),
      ("lastSeenAt", "software", "host", "gateway") = (
        SELECT latest."lastSeenAt", latest."software", latest."host", latest."gateway"
        FROM (VALUES
          (EXCLUDED."lastSeenAt", EXCLUDED."software", EXCLUDED."host", EXCLUDED."gateway"),
          ("TokenUse"."lastSeenAt", "TokenUse"."software", "TokenUse"."host", "TokenUse"."gateway")
        ) AS latest ("lastSeenAt", "software", "host", "gateway")
        ORDER BY latest."lastSeenAt" DESC LIMIT 1
      )`
}

async function reportAliases({ prisma }: Database, aliases: UsageReport['aliases']): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO "AliasUse" ("alias", "username", "software", "host", "lastSeenAt")
    SELECT "Resource"."uid", u."username", COALESCE(u."software", ''), u."host", u."lastSeenAt"
    FROM jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb)
      AS u("vCluster" text, "alias" text, "username" text, "software" text, "host" text, "lastSeenAt" timestamptz)
    JOIN "Resource" ON "Resource"."kind" = 'AliasTopic'
      AND "Resource"."vCluster" = u."vCluster" AND "Resource"."name" = u."alias"
    ORDER BY 1, 2, 3, 4
    FOR KEY SHARE OF "Resource"
    ON CONFLICT ("alias", "username", "software", "host") DO UPDATE SET
      "lastSeenAt" = GREATEST("AliasUse"."lastSeenAt", EXCLUDED."lastSeenAt")`
  await prisma.$executeRaw`
    DELETE FROM "AliasUse" USING (
      SELECT "alias", "username", "software", "host",
        row_number() OVER (PARTITION BY "alias" ORDER BY "lastSeenAt" DESC) AS place
      FROM "AliasUse"
    ) AS ranked
    WHERE ranked.place > ${MOST_USERS} AND "AliasUse"."alias" = ranked."alias"
      AND "AliasUse"."username" = ranked."username" AND "AliasUse"."software" = ranked."software"
      AND "AliasUse"."host" = ranked."host"`
}

/** Tokens that can be used, and all that were, of the accounts that there are. */
export async function readTokenUsage({ prisma, now }: Database, vCluster: string): Promise<TokenUsage[]> {
  const usable = { revokedAt: null, expiresAt: { gt: now() } }
  const rows = await prisma.token.findMany({
    where: { vCluster, OR: [usable, { use: { isNot: null } }] },
    include: { use: true },
    orderBy: [{ username: 'asc' }, { issuedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(usageOf)
}

const usageOf = ({ revokedAt, use, ...token }: Row & { use: Use | null }): TokenUsage => ({
  ...tokenOf(token),
  ...(revokedAt && { revokedAt }),
  ...(use && {
    firstSeenAt: use.firstSeenAt,
    lastSeenAt: use.lastSeenAt,
    ...(use.software !== null && { software: use.software }),
    host: use.host,
    gateway: use.gateway,
  }),
})

/** The latest first. */
export async function readAliasUsers({ prisma }: Database, vCluster: string, alias: string): Promise<AliasUse[]> {
  const rows = await prisma.aliasUse.findMany({
    where: { of: { kind: 'AliasTopic', vCluster, name: alias } },
    orderBy: [{ lastSeenAt: 'desc' }, { username: 'asc' }, { host: 'asc' }, { software: 'asc' }],
  })
  return rows.map(({ username, software, host, lastSeenAt }) => ({
    vCluster,
    alias,
    username,
    ...(software && { software }),
    host,
    lastSeenAt,
  }))
}

/** By virtual cluster, of the accounts that there are. */
export async function readLastSeen({ prisma }: Database): Promise<ReadonlyMap<string, Date>> {
  const rows = await prisma.$queryRaw<{ vCluster: string; at: Date }[]>`
    SELECT "Token"."vCluster", max("TokenUse"."lastSeenAt") AS "at"
    FROM "TokenUse" JOIN "Token" ON "Token"."id" = "TokenUse"."token"
    GROUP BY "Token"."vCluster"`
  return new Map(rows.map(({ vCluster, at }) => [vCluster, at]))
}

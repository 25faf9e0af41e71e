import type { Inspection } from '@tidegate/store'
import { Fault, look, type Result, skipped } from './result.ts'

const DATABASE = 'DATABASE_URL'

/** What PostgreSQL and Node say, in words that hold nothing of the URL: a part of it that is misplaced may be the password. */
const reasons: Readonly<Record<string, readonly [message: string, todo: string]>> = {
  ENOTFOUND: ['the host it names cannot be resolved', 'Correct the host in DATABASE_URL, or the name service here.'],
  EAI_AGAIN: ['the name service does not answer', 'Correct the host in DATABASE_URL, or the name service here.'],
  ECONNREFUSED: [
    'nothing listens at the host and port it names',
    'Start PostgreSQL, or correct host and port in DATABASE_URL.',
  ],
  '28P01': ['PostgreSQL refuses the password', 'Correct user and password in DATABASE_URL.'],
  '28000': ['PostgreSQL does not let this user in', 'Correct the user in DATABASE_URL, or allow it in pg_hba.conf.'],
  '3D000': ['the database it names does not exist', 'Create the database, or correct its name in DATABASE_URL.'],
  '42501': ['the user may not read there', 'Make the user of DATABASE_URL the owner of the database.'],
  '53300': ['PostgreSQL has no connection left', 'Raise max_connections of PostgreSQL, or end what holds connections.'],
  ERR_INVALID_URL: [
    'it is not a URL',
    'Write DATABASE_URL as postgresql://user:password@host:5432/tidegate; in the password, write @ : / # ? and % by their %-codes.',
  ],
}

/** PostgreSQL, by one inspection that other checks may share. */
export function checkDatabase(inspection: Promise<Inspection>): Promise<Result[]> {
  const about = DATABASE
  return Promise.all([
    look({ check: 'Database answers', about }, async () => {
      const { version, roundTripMs } = await reached(inspection)
      if (roundTripMs > 1_000)
        throw new Fault(
          `PostgreSQL ${version} takes ${roundTripMs} ms to answer`,
          'Run the gateway near the database that DATABASE_URL names.',
          'warning',
        )
      return `PostgreSQL ${version} answers within ${Math.max(1, roundTripMs)} ms`
    }),
    after(inspection, 'Schema', ({ migrations }) => schema(migrations)),
    after(inspection, 'Announcements', ({ announces }) => {
      if (announces) return 'what one connection announces (NOTIFY) reaches another (LISTEN)'
      throw new Fault(
        'what one connection announces (NOTIFY) does not reach another (LISTEN): changes take effect after 5 s, not at once',
        'Let DATABASE_URL name PostgreSQL itself, or a pooler in session mode.',
        'warning',
      )
    }),
  ])
}

function schema({ applied, missing, unknown }: Inspection['migrations']): string {
  if (unknown.length > 0)
    throw new Fault(
      `it was brought up to date by a newer version (${unknown.join(', ')})`,
      'Run that version of Tidegate, or a later one.',
    )
  if (missing.length > 0)
    throw new Fault(
      `${missing.join(', ')} is not applied yet`,
      'Start a gateway: it applies what is missing before it serves.',
      'warning',
    )
  return `up to date (${applied.at(-1)})`
}

async function reached(inspection: Promise<Inspection>): Promise<Inspection> {
  try {
    return await inspection
  } catch (error) {
    const found = codes(error).find(code => reasons[code])
    const [message, todo] = reasons[found ?? ''] ?? [
      'the database cannot be reached',
      'See that PostgreSQL runs, and that DATABASE_URL names it.',
    ]
    throw new Fault(message, todo)
  }
}

/** Without a database there is one failure, not one for each thing that could not be looked at. */
export function after(
  inspection: Promise<Inspection>,
  check: string,
  run: (inspection: Inspection) => string,
): Promise<Result> {
  return inspection.then(
    known => look({ check, about: DATABASE }, () => run(known)),
    () => skipped(check, DATABASE, 'the database cannot be reached'),
  )
}

type Failed = { readonly code?: unknown; readonly cause?: unknown; readonly errors?: readonly unknown[] }

const codes = (error: unknown): string[] => {
  if (!(error instanceof Error)) return []
  const { code, cause, errors = [] } = error as Failed
  return [...(typeof code === 'string' ? [code] : []), ...[cause, ...errors].flatMap(codes)]
}

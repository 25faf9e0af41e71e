import { GatewayError } from '@tidegate/errors'

/** What shows that not the statement failed but the way to the database: codes of Prisma, its adapter, PostgreSQL and Node. */
const signs = [
  /^P(1000|1001|1002|1003|1008|1010|1011|1017|2024|2028|2037)$/,
  /^(DatabaseNotReachable|DatabaseDoesNotExist|DatabaseAccessDenied|AuthenticationFailed|ConnectionClosed)$/,
  /^(SocketTimeout|TlsConnectionError|TooManyConnections|TransactionAlreadyClosed)$/,
  /^(08...|28...|3D000|53300|55P03|57P..|25P03)$/,
  /^(ECONN.*|ENOTFOUND|EAI_.*|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/,
  /^(Connection terminated|timeout e|Client has encountered a connection error|Query read timeout)/,
]

/** What shows that the way is there and the tables of this version are not. */
const unprepared = /^(P2021|P2022|42P01|42703|TableDoesNotExist|ColumnNotFound)$/

type Failure = {
  readonly code?: unknown
  readonly message?: unknown
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: Record<string, unknown> } }
}

const MESSAGE = 'The database cannot be reached: check that PostgreSQL runs, and that DATABASE_URL names it'

const UNPREPARED =
  'The database does not hold the tables of this version yet: a gateway or console that starts on it makes them within seconds, so try again'

/** The error as a user of the store sees it. */
export function unavailable(error: unknown): unknown {
  if (error instanceof GatewayError || !(error instanceof Error)) return error
  const { code, message, meta } = error as Failure
  const inner = meta?.driverAdapterError?.cause
  const shown = [code, message, inner?.kind, inner?.code, inner?.originalCode].filter(each => typeof each === 'string')
  if (shown.some(each => unprepared.test(each))) return new GatewayError('STORE_UNAVAILABLE', UNPREPARED, error)
  return shown.some(each => signs.some(sign => sign.test(each)))
    ? new GatewayError('STORE_UNAVAILABLE', MESSAGE, error)
    : error
}

type Method = (...args: never[]) => Promise<unknown>

/** The same methods, all of which say alike that the database is away. */
export function guarded<S extends Readonly<Record<keyof S, Method>>>(store: S): S {
  const guard =
    (method: Method): Method =>
    (...args) =>
      method(...args).catch(error => {
        throw unavailable(error)
      })
  return Object.fromEntries(Object.entries<Method>(store).map(([name, method]) => [name, guard(method)])) as S
}

import { readFileSync } from 'node:fs'
import { availableParallelism, hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { platform } from 'node:process'
import { GatewayError } from '@tidegate/errors'
import { type Limits, limitTable } from '@tidegate/proxy'
import { z } from 'zod'
import {
  type ClusterConfig,
  clustersFromEnvironment,
  clustersFromFile,
  mergeClusters,
  parseSelector,
} from './cluster-config.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const required = (what: string) => z.string(`must be set: ${what}`).min(1, `must be set: ${what}`)

/** Where the kernel spreads the connections of one port over several listeners. */
const sharesPorts = ['linux', 'freebsd', 'sunos', 'aix'].includes(platform)

const variables = z.object({
  DATABASE_URL: required('name the PostgreSQL database, as in postgresql://user:password@host:5432/tidegate'),
  GATEWAY_USER_POOL_SECRET_KEY: z
    .base64('must be set: 32 bytes or more in base64, made with `openssl rand -base64 32`')
    .transform(text => Buffer.from(text, 'base64'))
    .refine(key => key.length >= 32, 'must hold at least 32 bytes: make it with `openssl rand -base64 32`'),
  GATEWAY_ADMIN_API_USERS: required(
    'name the users of the HTTP API, as in [{username: admin, password: …, admin: true}]',
  ),
  GATEWAY_HTTP_PORT: port.default(8888),
  GATEWAY_HTTP_BIND_HOST: z.string().min(1).default('0.0.0.0'),
  GATEWAY_BIND_HOST: z.string().min(1).default('0.0.0.0'),
  GATEWAY_ADVERTISED_HOST: z.string().min(1).default(hostname()),
  GATEWAY_PORT_START: port.default(6969),
  GATEWAY_SECURITY_PROTOCOL: z
    .literal('SASL_PLAINTEXT', 'must be SASL_PLAINTEXT, the only one offered yet')
    .default('SASL_PLAINTEXT'),
  GATEWAY_BACKEND_KAFKA_SELECTOR: z.string().optional(),
  TIDEGATE_WORKER_NAME: z.string().min(1).optional(),
  TIDEGATE_STATE_DIR: z.string().min(1).optional(),
  TIDEGATE_ADMIN_URL: z.url().optional(),
  GATEWAY_SECURED_METRICS: z.stringbool().default(true),
  GATEWAY_DRAIN_TIMEOUT_MS: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .default(5_000),
  GATEWAY_LOOPS: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .refine(loops => loops === 1 || sharesPorts, 'must be 1: on this system event loops cannot share a port')
    .default(sharesPorts ? availableParallelism() : 1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
})

const positive = z.coerce.number('must be a number').int('must be a whole number').positive('must be more than 0')

/** Each limit has its variable; what is not set keeps its default. */
const limitVariables = z.object(
  Object.fromEntries(Object.values(limitTable).map(({ variable, most }) => [variable, positive.default(most)])),
)

const limitsOf = (values: Readonly<Record<string, number>>): Limits =>
  Object.fromEntries(Object.entries(limitTable).map(([limit, { variable }]) => [limit, values[variable]])) as Limits

/** `GATEWAY_START_PORT` is the older name. */
function withNewNames(source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GATEWAY_START_PORT: old, GATEWAY_PORT_START: current } = source
  if (old !== undefined && current !== undefined && old !== current)
    throw new GatewayError('INVALID', 'GATEWAY_START_PORT and GATEWAY_PORT_START differ: keep only GATEWAY_PORT_START')
  return { ...source, GATEWAY_PORT_START: current ?? old }
}

function readClusters(source: NodeJS.ProcessEnv, selector: string | undefined): ClusterConfig[] {
  const fromFile = selector === undefined ? [] : clustersFromFile(readConfig(parseSelector(selector).path))
  return mergeClusters(clustersFromEnvironment(source), fromFile)
}

function readConfig(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new GatewayError('INVALID', `GATEWAY_BACKEND_KAFKA_SELECTOR names ${path}, which cannot be read`, cause)
  }
}

/** Everything the process is told by its environment; throws INVALID with one line for each variable that is wrong. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env) {
  const parsed = z.intersection(variables, limitVariables).safeParse(withNewNames(source))
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    throw new GatewayError('INVALID', lines.join('\n'))
  }
  const env = parsed.data
  const clusters = readClusters(source, env.GATEWAY_BACKEND_KAFKA_SELECTOR)
  const worker = env.TIDEGATE_WORKER_NAME ?? `${hostname()}:${env.GATEWAY_PORT_START}`
  return {
    databaseUrl: env.DATABASE_URL,
    secretKey: env.GATEWAY_USER_POOL_SECRET_KEY,
    adminUsers: env.GATEWAY_ADMIN_API_USERS,
    http: { host: env.GATEWAY_HTTP_BIND_HOST, port: env.GATEWAY_HTTP_PORT },
    bindHost: env.GATEWAY_BIND_HOST,
    advertisedHost: env.GATEWAY_ADVERTISED_HOST,
    portStart: env.GATEWAY_PORT_START,
    worker,
    stateDirectory: env.TIDEGATE_STATE_DIR ?? join(tmpdir(), 'tidegate', worker.replaceAll(/[^\w.-]/g, '_')),
    adminUrl: env.TIDEGATE_ADMIN_URL ?? `http://${env.GATEWAY_ADVERTISED_HOST}:${env.GATEWAY_HTTP_PORT}`,
    drainMs: env.GATEWAY_DRAIN_TIMEOUT_MS,
    loops: env.GATEWAY_LOOPS,
    securedMetrics: env.GATEWAY_SECURED_METRICS,
    logLevel: env.LOG_LEVEL,
    limits: limitsOf(env as unknown as Record<string, number>),
    clusters,
  }
}

export type Environment = ReturnType<typeof readEnvironment>

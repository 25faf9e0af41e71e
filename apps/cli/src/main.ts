#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { doctor } from './doctor.ts'
import { environment } from './env.ts'
import { Refusal } from './gateway.ts'

const USAGE = `tidegate doctor [--url ${environment.url}] [--user ${environment.user}] [--json]

Looks at a running gateway: its configuration, database, clock, ports and certificates, the physical clusters
behind it and the addresses it gives to clients. Each failure says what to do.

  TIDEGATE_URL, TIDEGATE_USER   instead of --url and --user
  TIDEGATE_PASSWORD             of that user
`

const options = {
  url: { type: 'string', default: environment.url },
  user: { type: 'string', default: environment.user },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Ends with 1 where something failed, and with 2 where it could not be looked at. */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [command, ...rest] = positionals
  if (values.help || command !== 'doctor' || rest.length > 0) {
    process.stdout.write(USAGE)
    return values.help ? 0 : 2
  }
  const { text, failed } = await doctor({ ...values, password: environment.password })
  process.stdout.write(text)
  return failed ? 1 : 0
}

try {
  process.exitCode = await run()
} catch (error) {
  const ours = error instanceof Refusal || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')
  console.error(ours ? (error as Error).message : error)
  process.exitCode = 2
}

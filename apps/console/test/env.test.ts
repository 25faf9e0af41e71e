import { deepStrictEqual, doesNotMatch, match, strictEqual, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { parseEnv } from '#env.ts'

const complete = {
  DATABASE_URL: 'postgresql://tidegate:hunter2@localhost/tidegate',
  GATEWAY_USER_POOL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
}

const provider = {
  TIDEGATE_CONSOLE_URL: 'https://tidegate.example.com/',
  TIDEGATE_OIDC_ISSUER: 'https://id.example.com',
  TIDEGATE_OIDC_CLIENT_ID: 'tidegate',
  TIDEGATE_OIDC_CLIENT_SECRET: 'hunter2',
}

const faultOf = (source: Record<string, string | undefined>): string => {
  let fault = ''
  throws(
    () => parseEnv(source),
    ({ message }: Error) => {
      fault = message
      return true
    },
  )
  return fault
}

test('the database and the key are enough, and sessions then last 30 minutes idle and 12 hours in all', () => {
  const env = parseEnv({ ...complete, PATH: '/bin', TIDEGATE_CONSOLE_URL: '', TIDEGATE_SESSION_HOURS: '' })
  deepStrictEqual(env.GATEWAY_USER_POOL_SECRET_KEY, Buffer.alloc(32, 7))
  deepStrictEqual([env.TIDEGATE_SESSION_IDLE_MINUTES, env.TIDEGATE_SESSION_HOURS], [30, 12])
  deepStrictEqual([env.TIDEGATE_CONSOLE_URL, env.TIDEGATE_OIDC_ISSUER, 'PATH' in env], [undefined, undefined, false])
})

test('each missing variable is named in one line', () => {
  for (const name of Object.keys(complete)) {
    const fault = faultOf({ ...complete, [name]: undefined })
    match(fault, new RegExp(`^The console cannot start: ${name} is not set \\(.+\\)\\.$`))
    doesNotMatch(fault, /\n/)
  }
})

test('a wrong value is not repeated in the message', () => {
  const wrong = {
    DATABASE_URL: 'mysql://hunter2',
    TIDEGATE_CONSOLE_URL: 'hunter2',
    TIDEGATE_SESSION_HOURS: 'hunter2',
    TIDEGATE_SESSION_IDLE_MINUTES: '-30',
    TIDEGATE_OIDC_ISSUER: 'ftp://hunter2',
  }
  const fault = faultOf({ ...complete, ...wrong })
  for (const name of Object.keys(wrong)) match(fault, new RegExp(name))
  doesNotMatch(fault, /hunter2/)
})

test('the address of the console is kept as an origin', () => {
  strictEqual(parseEnv({ ...complete, ...provider }).TIDEGATE_CONSOLE_URL, 'https://tidegate.example.com')
})

test('an identity provider needs its client and the address that it sends browsers back to', () => {
  for (const name of ['TIDEGATE_CONSOLE_URL', 'TIDEGATE_OIDC_CLIENT_ID', 'TIDEGATE_OIDC_CLIENT_SECRET'])
    match(
      faultOf({ ...complete, ...provider, [name]: '' }),
      new RegExp(`^The console cannot start: ${name} is not set`),
    )
})

test('an environment is named in a word or two, or not at all', () => {
  const named = (TIDEGATE_ENVIRONMENT: string) => parseEnv({ ...complete, TIDEGATE_ENVIRONMENT }).TIDEGATE_ENVIRONMENT
  deepStrictEqual([named('production'), named(' eu west '), named('')], ['production', 'eu west', undefined])
  match(faultOf({ ...complete, TIDEGATE_ENVIRONMENT: 'x'.repeat(41) }), /TIDEGATE_ENVIRONMENT must be a word or two/)
})

import { deepStrictEqual, doesNotMatch, match, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { parseEnv } from '#env.ts'

const complete = {
  DATABASE_URL: 'postgresql://tidegate:hunter2@localhost/tidegate',
  GATEWAY_USER_POOL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  TIDEGATE_CONSOLE_EMAIL: 'owner@example.com',
  TIDEGATE_CONSOLE_PASSWORD: 'correct horse',
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

test('a complete environment is read, and nothing else of it', () => {
  const key = Buffer.alloc(32, 7)
  deepStrictEqual(parseEnv({ ...complete, PATH: '/bin' }), { ...complete, GATEWAY_USER_POOL_SECRET_KEY: key })
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
    TIDEGATE_CONSOLE_EMAIL: 'hunter2',
    TIDEGATE_CONSOLE_PASSWORD: 'hunter2',
  }
  const fault = faultOf({ ...complete, ...wrong })
  for (const name of Object.keys(wrong)) match(fault, new RegExp(name))
  doesNotMatch(fault, /hunter2/)
})

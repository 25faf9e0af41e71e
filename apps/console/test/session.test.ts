import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Env } from '#env.ts'
import { createSessions, sessionSeconds } from '#session.ts'

const env: Env = {
  DATABASE_URL: 'postgresql://localhost/tidegate',
  GATEWAY_USER_POOL_SECRET_KEY: Buffer.alloc(32, 1),
  TIDEGATE_CONSOLE_EMAIL: 'Owner@example.com',
  TIDEGATE_CONSOLE_PASSWORD: 'correct horse',
}
const sessions = createSessions(env)
const now = Date.UTC(2026, 0, 1)

test('the account is accepted whatever the case of its e-mail address', () => {
  ok(sessions.accepts('owner@EXAMPLE.com ', 'correct horse'))
})

test('a password is accepted only to the letter', () => {
  for (const password of ['', 'correct', 'Correct horse', 'correct horse ', 'correct horse battery'])
    strictEqual(sessions.accepts('owner@example.com', password), false, password)
})

test('a session is read back until it ends and not after', () => {
  const token = sessions.sign(now)
  const end = now + sessionSeconds * 1000
  deepStrictEqual(sessions.read(token, end - 1), { email: 'Owner@example.com', expires: end })
  strictEqual(sessions.read(token, end), undefined)
})

test('a session with one changed character is not read', () => {
  const token = sessions.sign(now)
  for (let index = 0; index < token.length; index++) {
    const other = token[index] === 'A' ? 'B' : 'A'
    const changed = token.slice(0, index) + other + token.slice(index + 1)
    notDeepStrictEqual(changed, token)
    strictEqual(sessions.read(changed, now), undefined, `character ${index}`)
  }
})

test('text that is no session is not read', () => {
  for (const token of ['', '.', '..', 'null', 'bnVsbA.', `${sessions.sign(now).split('.')[0]}.`])
    strictEqual(sessions.read(token, now), undefined, token)
})

test('a changed password, address or key ends the sessions opened before', () => {
  const token = sessions.sign(now)
  const changes: Partial<Env>[] = [
    { TIDEGATE_CONSOLE_PASSWORD: 'another horse' },
    { TIDEGATE_CONSOLE_EMAIL: 'new@example.com' },
    { GATEWAY_USER_POOL_SECRET_KEY: Buffer.alloc(32, 2) },
  ]
  for (const change of changes) strictEqual(createSessions({ ...env, ...change }).read(token, now), undefined)
})

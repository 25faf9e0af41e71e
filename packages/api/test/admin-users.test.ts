import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAdminUsers } from '../src/index.ts'
import { basic } from './api.ts'

const signIn = parseAdminUsers(
  '[{username: admin, password: conduktor, admin: true}, {username: reader, password: "a:b", admin: false}, {username: other, password: x}]',
)

test('A user signs in with the name and password, and may write only as an admin', () => {
  assert.deepEqual(signIn(basic('admin', 'conduktor')), { name: 'admin', write: true })
  assert.deepEqual(signIn(basic('reader', 'a:b')), { name: 'reader', write: false })
  assert.deepEqual(signIn(basic('other', 'x')), { name: 'other', write: false })
  assert.deepEqual(signIn(basic('admin', 'conduktor').replace('Basic', 'basic')), { name: 'admin', write: true })
})

test('Any other header signs nobody in', () => {
  const others = [
    undefined,
    '',
    'Basic',
    'Basic !!!',
    basic('admin', ''),
    basic('admin', 'Conduktor'),
    basic('nobody', 'conduktor'),
    basic('reader', 'a'),
    basic('admin', 'x'),
    'Bearer YWRtaW46Y29uZHVrdG9y',
    `${basic('admin')} more`,
  ]
  for (const header of others) assert.equal(signIn(header), undefined, header)
})

test('JSON is read as well', () => {
  assert.equal(parseAdminUsers('[{"username":"a","password":"b","admin":true}]')(basic('a', 'b'))?.write, true)
})

const refused: Record<string, RegExp> = {
  '': /GATEWAY_ADMIN_API_USERS/,
  '[]': /name at least one user/,
  '[{username: admin, password: geheim': /at line 1, column \d+/,
  '{username: admin, password: geheim}': /give a list/,
  '[{username: admin}]': /\[0\]\.password/,
  '[{username: admin, password: ""}]': /\[0\]\.password: it must not be empty/,
  '[{username: admin, password: 12345}]': /\[0\]\.password: give a text in quotes/,
  '[{username: "a:b", password: geheim}]': /\[0\]\.username/,
  '[{username: a, password: geheim, admin: perhaps}]': /\[0\]\.admin: give true or false/,
  '[{username: a, password: geheim, role: x}]': /\[0\]\.role: there is no such field/,
  '[{username: a, password: geheim}, {username: a, password: geheim2}]': /each username/,
}

for (const [text, says] of Object.entries(refused))
  test(`Users written as ${text} are refused without a password in the error`, () => {
    assert.throws(
      () => parseAdminUsers(text),
      (error: Error & { code?: string }) => {
        assert.equal(error.code, 'INVALID')
        assert.match(error.message, says)
        assert.match(error.message, /^GATEWAY_ADMIN_API_USERS: .*Write it as \[\{username: admin/)
        assert.doesNotMatch(error.message, /geheim|12345/)
        return true
      },
    )
  })

import { strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { localPath, refusalOf } from '#origin.ts'

const json = { 'content-type': 'application/json' }
const isTaken = (headers: Record<string, string>, configured: string | undefined = undefined, method = 'POST') =>
  refusalOf(new Request('http://inside/', { method, headers }), configured) === undefined
const from = (headers: Record<string, string>) => isTaken({ ...json, ...headers })

test('a request is taken from the host it was sent to', () => {
  strictEqual(from({ host: 'localhost:3000', origin: 'http://localhost:3000' }), true)
})

test('behind a proxy the public host counts', () => {
  const proxied = {
    host: 'console:3000',
    'x-forwarded-host': 'tidegate.example.com',
    'x-forwarded-proto': 'https',
  }
  strictEqual(from({ ...proxied, origin: 'https://tidegate.example.com' }), true)
  strictEqual(from({ ...proxied, origin: 'http://console:3000' }), false)
})

test('a request from another site, another port, a sandbox or nowhere is refused', () => {
  const host = 'localhost:3000'
  for (const origin of ['https://evil.example', 'http://localhost:3001', 'http://localhost:3000.evil.example', 'null'])
    strictEqual(from({ host, origin }), false, origin)
  strictEqual(from({ host }), false)
})

test('the origin counts to the letter: another scheme is another site', () => {
  strictEqual(from({ host: 'localhost:3000', origin: 'https://localhost:3000' }), false)
})

test('a configured address is the only one a change comes from, whatever the request says of its host', () => {
  const configured = 'https://tidegate.example.com'
  strictEqual(isTaken({ ...json, host: 'inside', origin: configured }, configured), true)
  strictEqual(isTaken({ ...json, host: 'inside', origin: 'http://inside' }, configured), false)
})

test('what a form of another site can send is refused, and so is what a browser says comes from there', () => {
  const own = { host: 'localhost:3000', origin: 'http://localhost:3000' }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])
    strictEqual(from({ ...own, 'content-type': type }), false, type)
  strictEqual(from({ ...own, 'sec-fetch-site': 'cross-site' }), false)
  strictEqual(isTaken({ host: own.host, 'sec-fetch-site': 'cross-site' }, undefined, 'GET'), false)
  strictEqual(isTaken({ host: own.host }, undefined, 'GET'), true)
})

test('sign-in returns to a path of this console and nowhere else', () => {
  strictEqual(localPath('/virtual-clusters/acme?tab=acls'), '/virtual-clusters/acme?tab=acls')
  for (const path of [
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/a\r\nb',
  ])
    strictEqual(localPath(path), '/', path)
})

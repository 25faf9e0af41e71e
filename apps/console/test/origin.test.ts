import { strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { isSameOrigin, localPath } from '#origin.ts'

const from = (headers: Record<string, string>) => isSameOrigin(new Request('http://inside/', { headers }))

test('a request is taken from the host it was sent to', () => {
  strictEqual(from({ host: 'localhost:3000', origin: 'http://localhost:3000' }), true)
})

test('behind a proxy the public host counts', () => {
  const proxied = { host: 'console:3000', 'x-forwarded-host': 'tidegate.example.com' }
  strictEqual(from({ ...proxied, origin: 'https://tidegate.example.com' }), true)
  strictEqual(from({ ...proxied, origin: 'http://console:3000' }), false)
})

test('a request from another site, another port, a sandbox or nowhere is refused', () => {
  const host = 'localhost:3000'
  for (const origin of ['https://evil.example', 'http://localhost:3001', 'http://localhost:3000.evil.example', 'null'])
    strictEqual(from({ host, origin }), false, origin)
  strictEqual(from({ host }), false)
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

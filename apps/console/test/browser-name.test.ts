import { strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { browserName } from '#components/browser-name.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test('a browser is called what people call it', () => {
  const named = {
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/140.0.0.0 Safari/537.36`]: 'Chrome on Linux',
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/140.0 Safari/537.36 Edg/140.0`]: 'Edge on Windows',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0': 'Firefox on macOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1': 'Safari on iOS',
    [`Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/140.0 Mobile Safari/537.36`]: 'Chrome on Android',
  }
  for (const [text, name] of Object.entries(named)) strictEqual(browserName(text), name)
})

test('what is no browser keeps its own words', () => {
  strictEqual(browserName('curl/8.9.1'), 'curl/8.9.1')
})

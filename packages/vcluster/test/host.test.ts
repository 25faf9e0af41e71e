import { strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { aclHost } from '../src/host.ts'

const cases: Readonly<Record<string, string>> = {
  '10.0.0.7': '10.0.0.7',
  '::ffff:10.0.0.7': '10.0.0.7',
  '::1': '0:0:0:0:0:0:0:1',
  '::': '0:0:0:0:0:0:0:0',
  '2001:db8::00ff:1': '2001:db8:0:0:0:0:ff:1',
  'fe80::1%eth0': 'fe80:0:0:0:0:0:0:1',
  '1:2:3:4:5:6:7:8': '1:2:3:4:5:6:7:8',
}

for (const [address, host] of Object.entries(cases))
  test(`an ACL sees ${address} as ${host}`, () => strictEqual(aclHost(address), host))

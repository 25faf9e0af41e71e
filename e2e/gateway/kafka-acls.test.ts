import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { kafkaTool, writeProperties } from '@tidegate/testkit'
import { type Access, startAccess, stopAccess } from './access/fixture.ts'

let access: Access
/** Bootstrap servers and configuration of the super user. */
let sides: readonly (readonly [bootstrap: string, config: string])[]

before(async () => {
  access = await startAccess()
  const { platform, broker, bootstrap, passwords } = access
  const config = join(platform.directory, 'reference.properties')
  writeProperties(config, broker.clientProperties('admin'))
  sides = [
    [broker.bootstrap, config],
    [bootstrap, platform.clientConfig('admin', passwords.admin ?? '')],
  ]
})

after(async () => {
  await stopAccess(access)
})

/** The same command at a broker and through the gateway, and what each of them printed. */
async function both(command: string): Promise<readonly [reference: string, gateway: string]> {
  const outcomes = await Promise.all(
    sides.map(([bootstrap, config]) =>
      kafkaTool('4.3.1', 'acls', ['--bootstrap-server', bootstrap, '--command-config', config, ...command.split(' ')]),
    ),
  )
  for (const { code, stdout, stderr } of outcomes) strictEqual(code, 0, `${command}: ${stdout}${stderr}`)
  const [reference, gateway] = outcomes.map(({ stdout }) => stdout)
  return [reference!, gateway!]
}

/** Each ACL with its resource. */
function listed(stdout: string): string[] {
  let resource = ''
  return stdout
    .split('\n')
    .flatMap(line => {
      resource = /ResourcePattern\(.*\)/.exec(line)?.[0] ?? resource
      const entry = /^\s*\((principal=.*)\)\s*$/.exec(line)?.[1]
      return entry ? [`${resource} ${entry}`] : []
    })
    .sort()
}

async function sameList(filter = ''): Promise<string[]> {
  const [reference, gateway] = (await both(`--list ${filter}`.trim())).map(listed)
  deepStrictEqual(gateway, reference)
  return gateway!
}

const ADDED = [
  '--producer --topic orders --allow-principal User:producer',
  '--producer --idempotent --topic orders --transactional-id tx-one --allow-principal User:transactional',
  '--consumer --topic orders --group billing --allow-principal User:consumer',
  '--producer --consumer --topic payments --group * --allow-principal User:both --allow-host 127.0.0.1 --allow-host 10.0.0.1',
  '--producer --topic ord --transactional-id tx- --resource-pattern-type prefixed --allow-principal User:prefixed',
  '--topic orders --operation Read --operation Describe --deny-principal User:denied --deny-host 10.0.0.2',
  '--topic * --operation All --allow-principal User:* --deny-principal User:consumer',
  '--cluster --operation Alter --operation IdempotentWrite --allow-principal User:operator',
  '--group bill --operation Delete --resource-pattern-type prefixed --allow-principal User:consumer',
  '--transactional-id tx-two --operation Write --allow-principal User:transactional',
  '--delegation-token token --operation Describe --allow-principal User:operator',
  '--user-principal User:consumer --operation CreateTokens --allow-principal User:operator',
]

const FILTERS = [
  '--topic orders',
  '--topic orders --resource-pattern-type match',
  '--topic ord --resource-pattern-type prefixed',
  '--topic orders --resource-pattern-type any',
  '--group billing --resource-pattern-type match',
  '--cluster',
  '--transactional-id tx-one',
  '--principal User:consumer',
  '--principal User:consumer --principal User:both --topic payments',
]

const REMOVED = [
  '--producer --topic orders --allow-principal User:producer',
  '--consumer --topic orders --group billing --allow-principal User:consumer',
  '--topic orders --operation Read --deny-principal User:denied --deny-host 10.0.0.2',
  '--topic ord --resource-pattern-type prefixed',
  '--topic payments --resource-pattern-type match',
  '--cluster',
]

/** What the tool says that it adds. After that it lists the resource, which a broker may not know in full yet. */
const added = (stdout: string): string[] => listed(stdout.split('Current ACLs')[0]!)

test('kafka-acls adds through the gateway what it adds at a broker, with every convenience', async () => {
  for (const command of ADDED) {
    const [reference, gateway] = (await both(`--add ${command}`)).map(added)
    deepStrictEqual(gateway, reference)
  }
  ok((await sameList()).length > 30)
})

test('kafka-acls tells of an ACL that is there already', async () => {
  const before = await sameList()
  for (const stdout of await both(`--add ${ADDED[0]}`)) match(stdout, /already exists/)
  deepStrictEqual(await sameList(), before)
})

for (const filter of FILTERS)
  test(`kafka-acls --list ${filter} shows through the gateway what it shows at a broker`, async () => {
    ok((await sameList(filter)).length > 0)
  })

test('kafka-acls removes through the gateway what it removes at a broker', async () => {
  let before = await sameList()
  for (const command of REMOVED) {
    await both(`--remove --force ${command}`)
    const now = await sameList()
    ok(now.length < before.length, `${command} removes something`)
    before = now
  }
})

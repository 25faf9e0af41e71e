import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { accessOf, supportedOperations } from '@tidegate/resources'
import { kafkaLibs, run } from '@tidegate/testkit'
import { type AclBinding, type AclFilter, matchesFilter } from '../src/acl-binding.ts'
import { operations, patternTypes, permissionTypes, resourceTypes } from '../src/acl-codes.ts'
import { aclsOf } from '../src/acl-index.ts'
import { createAuthorizer } from '../src/authorizer.ts'

const SETS = 1500
const QUESTIONS = 12

/** The same cases in every run (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const below = generator(431)
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T

// Few and short words, so that literals, prefixes and wildcards meet in nearly every case. None is longer than `*` and
// begins with it: StandardAuthorizer 4.3.1 does not apply wildcard ACLs, not even a DENY, to a group named `*a`; ours does.
const names = ['a', 'ab', 'abc', 'abd', 'b', 'ba', '*', 'aa', 'hardcode', 'hard']
const principals = ['User:x', 'User:y', 'User:*', 'Group:x']
const hosts = ['*', '10.0.0.1', '10.0.0.2']
const types = ['TOPIC', 'GROUP', 'TRANSACTIONAL_ID']
const ops = ['ALL', 'READ', 'WRITE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS', 'CREATE']

const randomBinding = (): AclBinding => ({
  resourcePattern: { resourceType: pick(types), name: pick(names), patternType: pick(['LITERAL', 'PREFIXED']) },
  principal: pick(principals),
  host: pick(hosts),
  operation: pick(ops),
  permissionType: pick(['ALLOW', 'ALLOW', 'DENY']),
})

const randomFilter = (): AclFilter => ({
  resourcePattern: {
    resourceType: pick(['ANY', ...types]),
    name: pick([null, ...names]),
    patternType: pick(['ANY', 'MATCH', 'LITERAL', 'PREFIXED']),
  },
  principal: pick([null, ...principals]),
  host: pick([null, null, ...hosts]),
  operation: pick(['ANY', 'ANY', ...ops]),
  permissionType: pick(['ANY', 'ANY', 'ALLOW', 'DENY']),
})

const fields = ({ resourcePattern: { resourceType, name, patternType }, ...entry }: AclBinding | AclFilter): string =>
  [resourceType, name, patternType, entry.principal, entry.host, entry.operation, entry.permissionType]
    .map(field => field ?? '~')
    .join('\t')

/** One set of ACLs with questions: what to tell the oracle, and what ours answers. */
function randomCase(): { lines: string[]; asked: string[]; answers: string[] } {
  const bindings = [
    ...new Map(Array.from({ length: below(10) }, randomBinding).map(each => [fields(each), each])).values(),
  ]
  const superUsers = pick(['', 'User:y'])
  const { authorize, authorizeByResourceType, operations } = createAuthorizer({
    acls: aclsOf(bindings),
    superUsers: new Set([superUsers]),
  })
  const { decide } = accessOf({ bindings: bindings as never, superUsers: superUsers === '' ? [] : ['y'] })
  const asked: string[] = []
  const answers: string[] = []
  const ask = (line: readonly string[], answer: string | number) => {
    asked.push(line.join('\t'))
    answers.push(String(answer))
  }
  for (let i = 0; i < QUESTIONS; i++) {
    const [principal, host, resourceType] = [
      pick(['User:x', 'User:y', 'Group:x']),
      pick(['10.0.0.1', '10.0.0.2']),
      pick(types),
    ]
    const [name, operation, filter] = [pick([...names, 'abcd', 'z']), pick(ops), randomFilter()]
    const question = { principal, host, resourceType, name, operation }
    ask(['ask', principal, host, resourceType, name, operation], Number(authorize(question)))
    ask(['ask', principal, host, resourceType, name, operation], Number(decide(question as never).allowed))
    ask(['any', principal, host, resourceType, operation], Number(authorizeByResourceType(question)))
    ask(['ops', principal, host, resourceType, name], operations(question))
    ask(
      ['match', fields(filter)],
      [...bindings.keys()].filter(j => matchesFilter(bindings[j] as AclBinding, filter)).join(','),
    )
  }
  return { lines: [`set\t${superUsers}`, ...bindings.map(each => `acl\t${fields(each)}`)], asked, answers }
}

const oracle = fileURLToPath(new URL('../../testkit/java/authorizer/AuthorizerOracle.java', import.meta.url))

/** The oracle's answers, line by line. Java compiles the one file as it starts. */
async function consult(lines: readonly string[]): Promise<string[]> {
  const java = ['-XX:TieredStopAtLevel=1', '-cp', `${await kafkaLibs('4.3.1')}/*`, oracle]
  return (await run('java', java, { stdin: `${lines.join('\n')}\n` })).split('\n')
}

test('codes, supported operations and every verdict, explained or not, are those of Kafka’s own StandardAuthorizer', async () => {
  const cases = Array.from({ length: SETS }, randomCase)

  const [codes, ...verdicts] = await consult(['codes', ...cases.flatMap(({ lines, asked }) => [...lines, ...asked])])

  const masks = Object.entries(supportedOperations).map(([type, names]) => [
    type,
    names.reduce((mask, name) => mask | (1 << operations[name]), 0),
  ])
  deepEqual(JSON.parse(codes ?? ''), [
    resourceTypes,
    patternTypes,
    operations,
    permissionTypes,
    Object.fromEntries(masks),
  ])
  const asked = cases.flatMap(({ lines, asked }) => asked.map(question => [...lines, question].join('; ')))
  const differences = cases
    .flatMap(({ answers }) => answers)
    .flatMap((answer, i) => (answer === verdicts[i] ? [] : [`${asked[i]}: ours ${answer}, Kafka’s ${verdicts[i]}`]))
  deepEqual(differences.slice(0, 5), [])
})

import { deepStrictEqual, fail, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { served } from '@tidegate/vcluster/apis'
import { compare, fieldsOf } from './access/answers.ts'
import { expected, placeOf } from './access/expected.ts'
import { type Access, createGroups, createRules, startAccess, stopAccess } from './access/fixture.ts'
import { type Request, requests } from './access/requests.ts'
import { type User, users } from './access/rules.ts'
import type { Answer, Side } from './access/side.ts'

let access: Access
/** Places in the table of expected differences. */
const met = new Set<number>()

before(async () => {
  access = await startAccess()
  for (const side of [access.reference, access.gateway]) {
    await createRules(side)
    await side.learnIds()
    await createGroups(side)
  }
})

after(async () => {
  await stopAccess(access)
})

async function answerOf(side: Side, user: User, request: Request, api: string, version: number): Promise<Answer> {
  await request.before?.(side)
  const answer = await side.ask(user, api, version, request.body(side, version))
  await request.after?.(side, answer)
  return answer
}

/** What differs, and, of each, in which versions and for whom. */
type Differences = Map<string, Map<string, string[]>>

/** Collects what differs in the answers to one request, and tells how many different answers the users got. */
async function ask(api: string, version: number, request: Request, found: Differences): Promise<number> {
  const answers = new Set<string>()
  for (const user of users) {
    const [reference, gateway] = await Promise.all(
      [access.reference, access.gateway].map(async side =>
        fieldsOf(side, await answerOf(side, user, request, api, version)),
      ),
    )
    answers.add(JSON.stringify([...reference!]))
    for (const difference of compare(reference!, gateway!)) {
      const place = placeOf({ api, what: request.what, ...difference })
      if (place >= 0) {
        met.add(place)
        continue
      }
      const { path } = difference
      const line = `${request.what}: ${path || 'the answer'} is ${difference.gateway}, at a broker ${difference.reference}`
      const versions = found.get(line) ?? new Map<string, string[]>()
      versions.set(`v${version}`, [...(versions.get(`v${version}`) ?? []), user])
      found.set(line, versions)
    }
  }
  return answers.size
}

/** One line for each difference, with the versions that show it to the same users together. */
const told = (found: Differences): string[] =>
  [...found].flatMap(([line, versions]) =>
    [...Map.groupBy(versions, ([, who]) => who.join(' '))].map(
      ([who, rows]) => `${rows.map(([version]) => version).join(' ')} as ${who}: ${line}`,
    ),
  )

test('every API that is offered is asked', () => {
  deepStrictEqual(Object.keys(requests).sort(), [...served.values()].map(({ name }) => name).sort())
})

for (const { name, versions } of [...served].sort(([a], [b]) => a - b).map(([, file]) => file))
  test(`${name} answers every user in every version as a broker with the same ACLs does`, async () => {
    const found: Differences = new Map()
    let answers = 0
    for (let version = versions[0]; version <= versions[1]; version++)
      for (const request of requests[name] ?? [])
        if (version >= (request.versions?.[0] ?? 0) && version <= (request.versions?.[1] ?? version))
          answers = Math.max(answers, await ask(name, version, request, found))
    if (found.size > 0) fail(told(found).join('\n'))
    ok(answers > 1, 'the rules make a difference')
  })

test('every difference that is expected was met', () => {
  deepStrictEqual(
    expected.filter((_, place) => !met.has(place)),
    [],
  )
})

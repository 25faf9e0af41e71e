import { deepStrictEqual, fail } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { served } from '@tidegate/vcluster/apis'
import { compare, fieldsOf } from './access/answers.ts'
import { isExpected } from './access/expected.ts'
import { type Access, createGroups, createRules, startAccess, stopAccess } from './access/fixture.ts'
import { type Request, requests } from './access/requests.ts'
import { type User, users } from './access/rules.ts'
import type { Answer, Side } from './access/side.ts'

let access: Access
let compared = 0

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
  await request.after?.(side, user, answer)
  return answer
}

async function differencesOf(api: string, version: number, request: Request, user: User): Promise<string[]> {
  const [reference, gateway] = await Promise.all(
    [access.reference, access.gateway].map(async side =>
      fieldsOf(side, await answerOf(side, user, request, api, version)),
    ),
  )
  compared++
  return compare(reference!, gateway!)
    .filter(difference => !isExpected({ api, version, user, what: request.what, ...difference }))
    .map(
      ({ path, reference, gateway }) =>
        `${api} v${version}, ${request.what}, as ${user}: ${path} is ${gateway}, at a broker ${reference}`,
    )
}

test('every API that is offered is asked', () => {
  deepStrictEqual(Object.keys(requests).sort(), [...served.values()].map(({ name }) => name).sort())
})

for (const { name, versions } of [...served].sort(([a], [b]) => a - b).map(([, file]) => file))
  test(`${name} answers every user in every version as a broker with the same ACLs does`, async () => {
    const found: string[] = []
    for (let version = versions[0]; version <= versions[1]; version++)
      for (const request of requests[name] ?? [])
        if (version >= (request.versions?.[0] ?? 0) && version <= (request.versions?.[1] ?? version))
          for (const user of users) found.push(...(await differencesOf(name, version, request, user)))
    if (found.length > 0) fail(`${found.length} differences:\n${found.slice(0, 60).join('\n')}`)
  })

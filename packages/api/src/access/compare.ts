import { type Access, type Operation, operationsOf, text } from '@tidegate/resources'
import { z } from 'zod'
import { changesShape, readChanges } from '../changes.ts'
import { isStale } from '../gateway-router.ts'
import { reader } from '../trpc.ts'
import { host } from './ask.ts'
import { accessIn, type Held, readBoth, userOf } from './held.ts'
import { nameFor, type Pattern, patternsFor } from './pattern.ts'
import { type ShownDecision, shown } from './shown.ts'

/** How many resources are told of at most, those with a difference first. */
const MOST = 200

type Compared = { readonly operation: Operation; readonly before: ShownDecision; readonly after: ShownDecision }
type Row = { readonly pattern: Pattern; readonly operations: readonly Compared[] }
type Subject = { readonly principal: string; readonly host: string }

const input = z.strictObject({ vCluster: text, principal: text, host, ...changesShape })

const example = {
  vCluster: 'mypartner',
  principal: 'User:user1',
  changes: [
    {
      op: 'put',
      manifest: {
        kind: 'Acl',
        apiVersion: 'tidegate/v1',
        metadata: { vCluster: 'mypartner' },
        spec: {
          resourcePattern: { resourceType: 'TOPIC', name: 'topic1', patternType: 'LITERAL' },
          principal: 'User:user1',
          operation: 'READ',
          permissionType: 'ALLOW',
        },
      },
    },
  ],
}

/** What a principal may do now and after changes, resource by resource. A mutation only for want of room in a query. */
export const compare = reader({
  method: 'POST',
  path: '/tidegate/v1/access/compare',
  summary: 'Tell what a principal may do now and would after changes, and by which ACL, and change nothing',
  status: 200,
  body: { schema: input, example },
})
  .input(input)
  .mutation(async ({ ctx, input: { vCluster, principal, host, ...given } }) => {
    const isNothing = given.changes.length === 0 && given.yaml.trim() === ''
    const { changes } = isNothing ? { changes: [] } : readChanges(given)
    const [{ before, after }, workers] = await Promise.all([readBoth(ctx, vCluster, changes), ctx.store.workers()])
    const rows = rowsOf({ before, after }, { principal, host })
    const differing = (row: Row) => (row.operations.some(isDifferent) ? 0 : 1)
    const all = rows.flatMap(({ operations }) => operations).filter(isDifferent)
    const user = userOf(principal)
    const clients = workers
      .filter(worker => !isStale(worker, ctx.now()))
      .flatMap(worker => worker.clients)
      .filter(each => each.virtualCluster === vCluster && each.user === user)
    return {
      isSuperUser: user !== undefined && after.superUsers.includes(user),
      hasAccount: user === undefined || after.accounts.has(user),
      rows: rows.toSorted((a, b) => differing(a) - differing(b)).slice(0, MOST),
      of: rows.length,
      gained: all.filter(each => each.after.allowed).length,
      lost: all.filter(each => each.before.allowed).length,
      clients,
    }
  })

const isDifferent = ({ before, after }: Compared): boolean => before.allowed !== after.allowed

/** Each topic there is, and whatever else the rules name; what is allowed at neither time is left out. */
function rowsOf({ before, after }: { before: Held; after: Held }, subject: Subject): Row[] {
  const names = new Set([...before.aliases.keys(), ...after.aliases.keys()])
  const topics = [...names].sort().map(name => ({ resourceType: 'TOPIC', name, patternType: 'LITERAL' }) as const)
  const named = patternsFor(subject.principal, [...before.bindings, ...after.bindings])
  const others = named.filter(({ resourceType, patternType, name }) => {
    const isAlias = resourceType === 'TOPIC' && patternType === 'LITERAL' && name !== '*'
    return !isAlias || !names.has(name)
  })
  const [now, then] = [accessIn(before), accessIn(after)]
  return [...topics, ...others]
    .map(pattern => ({ pattern, operations: comparedOf([now, then], subject, pattern) }))
    .filter(({ operations }) => operations.length > 0)
}

function comparedOf([now, then]: readonly [Access, Access], subject: Subject, pattern: Pattern): Compared[] {
  const { resourceType } = pattern
  const about = { ...subject, resourceType, name: nameFor(pattern) }
  return operationsOf(resourceType)
    .map(operation => ({
      operation,
      before: shown(now.decide({ ...about, operation })),
      after: shown(then.decide({ ...about, operation })),
    }))
    .filter(({ before, after }) => before.allowed || after.allowed)
}

/** What a principal may do, without what decides it. */
export function allowedOn(access: Access, subject: Subject, pattern: Pattern): Operation[] {
  const { resourceType } = pattern
  const about = { ...subject, resourceType, name: nameFor(pattern) }
  return operationsOf(resourceType).filter(operation => access.decide({ ...about, operation }).allowed)
}

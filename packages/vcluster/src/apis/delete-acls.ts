import { type Body, errorCodes } from '@tidegate/protocol'
import { type AclBinding, matchesFilter } from '../acl-binding.ts'
import { editFailure, entryRow, filterOf, MAX_ACLS, resourceRow, tooMany } from '../acls.ts'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'
import type { View } from '../view.ts'

/** What each filter matches; undefined where that is too much. */
function matchesOf(filters: readonly Body[], bindings: View['bindings']): (readonly AclBinding[])[] | undefined {
  const matches: (readonly AclBinding[])[] = []
  let left = filters.length > MAX_ACLS ? -1 : MAX_ACLS
  for (const row of filters) {
    if (left < 0) return undefined
    const filter = filterOf(row)
    const matching = Iterator.from(bindings.values())
      .filter(binding => matchesFilter(binding, filter))
      .toArray()
    left -= matching.length
    matches.push(matching)
  }
  return left < 0 ? undefined : matches
}

/** The results stand in the order of the filters. */
async function serve({ request, view, acls, user, allowed }: Context): Promise<Body> {
  const failed = (failure: Body) => ({ filterResults: request.filters.map(() => ({ ...failure, matchingAcls: [] })) })
  const refused = (errorCode: number) => failed({ errorCode, errorMessage: null })
  if (!allowed('ALTER', 'CLUSTER', CLUSTER_NAME)) return refused(errorCodes.CLUSTER_AUTHORIZATION_FAILED)
  if (!view.aclsByKafkaApi) return refused(errorCodes.POLICY_VIOLATION)
  const matches = matchesOf(request.filters, view.bindings)
  if (!matches) return failed(tooMany)
  const gone = [...new Set(matches.flat())]
  const failure =
    gone.length > 0 ? await acls.remove(view.name, gone, user).then(() => undefined, editFailure) : undefined
  if (failure) return failed(failure)
  return {
    filterResults: matches.map(matching => ({
      errorCode: 0,
      errorMessage: null,
      matchingAcls: matching.map(binding => ({
        errorCode: 0,
        errorMessage: null,
        ...resourceRow(binding),
        ...entryRow(binding),
      })),
    })),
  }
}

export default defineApi('DeleteAcls', [1, 3], serve)

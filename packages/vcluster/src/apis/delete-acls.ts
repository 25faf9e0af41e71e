import { type Body, errorCodes } from '@tidegate/protocol'
import { matchesFilter } from '../acl-binding.ts'
import { editFailure, entryRow, filterOf, resourceRow } from '../acls.ts'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'

/** The results stand in the order of the filters. */
async function serve({ request, view, acls, user, allowed }: Context): Promise<Body> {
  const failed = (failure: Body) => ({ filterResults: request.filters.map(() => ({ ...failure, matchingAcls: [] })) })
  const refused = (errorCode: number) => failed({ errorCode, errorMessage: null })
  if (!allowed('ALTER', 'CLUSTER', CLUSTER_NAME)) return refused(errorCodes.CLUSTER_AUTHORIZATION_FAILED)
  if (!view.aclsByKafkaApi) return refused(errorCodes.POLICY_VIOLATION)
  const matches = request.filters.map((row: Body) => {
    const filter = filterOf(row)
    return view.bindings.filter(binding => matchesFilter(binding, filter))
  })
  const gone = [...new Set(matches.flat())] as typeof view.bindings
  const failure =
    gone.length > 0 ? await acls.remove(view.name, gone, user).then(() => undefined, editFailure) : undefined
  if (failure) return failed(failure)
  return {
    filterResults: matches.map((matching: typeof view.bindings) => ({
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

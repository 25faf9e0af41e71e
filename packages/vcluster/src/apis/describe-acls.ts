import { type Body, errorCodes } from '@tidegate/protocol'
import { type AclBinding, matchesFilter } from '../acl-binding.ts'
import { entryRow, filterOf, resourceRow } from '../acls.ts'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'

function grouped(bindings: readonly AclBinding[]): Body[] {
  const resources = Map.groupBy(
    bindings,
    ({ resourcePattern: { resourceType, patternType, name } }) => `${resourceType} ${patternType} ${name}`,
  )
  return [...resources.values()].map(all => ({ ...resourceRow(all[0] as AclBinding), acls: all.map(entryRow) }))
}

function serve({ request, view, allowed }: Context): Body {
  if (!allowed('DESCRIBE', 'CLUSTER', CLUSTER_NAME))
    return { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, errorMessage: null, resources: [] }
  const filter = filterOf(request)
  const matching = Iterator.from(view.bindings.values())
    .filter(binding => matchesFilter(binding, filter))
    .toArray()
  return { errorCode: 0, errorMessage: null, resources: grouped(matching) }
}

export default defineApi('DescribeAcls', [1, 3], serve)

import { errors, GatewayError } from '@tidegate/errors'
import { type Body, errorCodes } from '@tidegate/protocol'
import type { AclBinding, AclFilter } from './acl-binding.ts'
import { codeOf, nameOf, operations, patternTypes, permissionTypes, resourceTypes } from './acl-codes.ts'

const LITERAL = patternTypes.LITERAL

/** How many ACLs one request may make or match, as at Kafka's controllers (QuorumController.MAX_RECORDS_PER_USER_OP). */
export const MAX_ACLS = 10_000

export const tooMany: Body = {
  errorCode: errorCodes.POLICY_VIOLATION,
  errorMessage: 'Unable to perform excessively large batch operation.',
}

/** A binding as CreateAcls carries it. */
export const bindingOf = (row: Body): AclBinding => ({
  resourcePattern: {
    resourceType: nameOf(resourceTypes, row.resourceType),
    name: row.resourceName,
    patternType: nameOf(patternTypes, row.resourcePatternType ?? LITERAL),
  },
  principal: row.principal,
  host: row.host,
  operation: nameOf(operations, row.operation),
  permissionType: nameOf(permissionTypes, row.permissionType),
})

/** A filter as DescribeAcls and DeleteAcls carry it. */
export const filterOf = (row: Body): AclFilter => ({
  resourcePattern: {
    resourceType: nameOf(resourceTypes, row.resourceTypeFilter),
    name: row.resourceNameFilter,
    patternType: nameOf(patternTypes, row.patternTypeFilter ?? LITERAL),
  },
  principal: row.principalFilter,
  host: row.hostFilter,
  operation: nameOf(operations, row.operation),
  permissionType: nameOf(permissionTypes, row.permissionType),
})

export const resourceRow = ({ resourcePattern }: AclBinding): Body => ({
  resourceType: codeOf(resourceTypes, resourcePattern.resourceType),
  resourceName: resourcePattern.name,
  patternType: codeOf(patternTypes, resourcePattern.patternType),
})

export const entryRow = ({ principal, host, operation, permissionType }: AclBinding): Body => ({
  principal,
  host,
  operation: codeOf(operations, operation),
  permissionType: codeOf(permissionTypes, permissionType),
})

/** Why an edit did not happen, for who asked for it: where the gateway itself lacks something, only that it is to be tried again. */
export function editFailure(error: unknown): Body {
  if (!(error instanceof GatewayError)) throw error
  const ours = errors[error.code].http >= 500
  const errorMessage = ours ? 'The ACLs cannot be changed at the moment: try again later' : error.message
  return { errorCode: errors[error.code].kafka, errorMessage }
}

import { type Body, errorCodes } from '@tidegate/protocol'
import { type AclBinding, validateBinding } from '../acl-binding.ts'
import { bindingOf, editFailure, MAX_ACLS, tooMany } from '../acls.ts'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'

const MANAGED_BY_REST =
  'The ACLs of this virtual cluster are a part of its definition and cannot be edited by the Kafka protocol'

function refusal({ request, view, allowed }: Context): Body | undefined {
  if (!allowed('ALTER', 'CLUSTER', CLUSTER_NAME))
    return { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, errorMessage: null }
  if (!view.aclsByKafkaApi) return { errorCode: errorCodes.POLICY_VIOLATION, errorMessage: MANAGED_BY_REST }
  return request.creations.length > MAX_ACLS ? tooMany : undefined
}

/** Valid bindings are kept, each of the others gets its reason; the results stand in the order of the request. */
async function serve(context: Context): Promise<Body> {
  const { request, view, acls, user } = context
  const refused = refusal(context)
  if (refused) return { results: request.creations.map(() => refused) }
  const bindings: AclBinding[] = request.creations.map(bindingOf)
  const valid = bindings.filter(binding => validateBinding(binding) === undefined)
  const outcome = valid.length === 0 ? kept : await acls.create(view.name, valid, user).then(() => kept, editFailure)
  return { results: bindings.map(binding => invalid(validateBinding(binding)) ?? outcome) }
}

const kept: Body = { errorCode: 0, errorMessage: null }

const invalid = (reason: string | undefined): Body | undefined =>
  reason === undefined ? undefined : { errorCode: errorCodes.INVALID_REQUEST, errorMessage: reason }

export default defineApi('CreateAcls', [1, 3], serve)

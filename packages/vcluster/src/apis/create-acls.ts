import { type Body, errorCodes } from '@tidegate/protocol'
import { validateBinding } from '../acl-binding.ts'
import { bindingOf } from '../acls.ts'
import { CLUSTER_NAME, type Context, defineApi } from '../context.ts'

const MANAGED_BY_REST =
  'The ACLs of this virtual cluster are a part of its definition and cannot be edited by the Kafka protocol'

function refusal({ view, allowed }: Context): Body | undefined {
  if (!allowed('ALTER', 'CLUSTER', CLUSTER_NAME))
    return { errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED, errorMessage: null }
  return view.aclsByKafkaApi ? undefined : { errorCode: errorCodes.POLICY_VIOLATION, errorMessage: MANAGED_BY_REST }
}

/** Valid bindings are kept, each of the others gets its reason; the results stand in the order of the request. */
async function serve(context: Context): Promise<Body> {
  const { request, view, acls, user } = context
  const refused = refusal(context)
  if (refused) return { results: request.creations.map(() => refused) }
  const asked = request.creations
    .map(bindingOf)
    .map((binding: ReturnType<typeof bindingOf>) => ({ binding, reason: validateBinding(binding) }))
  const valid = asked.filter(({ reason }: { reason?: string }) => reason === undefined)
  if (valid.length > 0)
    await acls.create(
      view.name,
      valid.map(({ binding }: { binding: unknown }) => binding),
      user,
    )
  return {
    results: asked.map(({ reason }: { reason?: string }) => ({
      errorCode: reason === undefined ? 0 : errorCodes.INVALID_REQUEST,
      errorMessage: reason ?? null,
    })),
  }
}

export default defineApi('CreateAcls', [1, 3], serve)

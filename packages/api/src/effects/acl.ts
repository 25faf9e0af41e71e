import type { AclBinding } from '@tidegate/resources'
import type { Effect, Of, World } from './world.ts'

export function acl({ vCluster, before, after }: Of<'Acl'>, { clients }: World): Effect {
  const binding = after ?? before
  if (!binding) return { says: [], clients: [] }
  return {
    says: [after ? rightGiven(after) : rightTaken(binding)],
    clients: clients.filter(each => each.virtualCluster === vCluster && isFor(binding, each.user)),
  }
}

export const isFor = ({ principal }: AclBinding, user: string): boolean =>
  principal === 'User:*' || principal === `User:${user}`

/** Such as `reader may read topic orders from any host.` */
export const rightGiven = (binding: AclBinding): string =>
  binding.permissionType === 'ALLOW'
    ? `${whoOf(binding)} may ${whatOf(binding)}.`
    : `${whoOf(binding)} may not ${whatOf(binding).replace(does.ALL, 'do anything with')}, whatever else is allowed.`

export const rightTaken = (binding: AclBinding): string =>
  binding.permissionType === 'ALLOW'
    ? `${whoOf(binding)} may no longer ${whatOf(binding)} by this ACL.`
    : `${whoOf(binding)} may ${whatOf(binding)} again where another ACL allows it.`

const whoOf = ({ principal }: AclBinding): string =>
  principal === 'User:*' ? 'Everybody' : principal.replace(/^User:/, '')

const whatOf = ({ operation, resourcePattern, host }: AclBinding): string =>
  `${doesTo(operation, resourcePattern)} from ${host === '*' ? 'any host' : `host ${host}`}`

/** Of the cluster itself, where an operation alone would not say what it is for. */
const onCluster: { readonly [O in AclBinding['operation']]?: string } = {
  CREATE: 'create topics in the virtual cluster',
  DESCRIBE: 'see the brokers and what belongs to the virtual cluster as a whole',
  IDEMPOTENT_WRITE: 'write idempotently to any topic it may write to',
}

const doesTo = (operation: AclBinding['operation'], pattern: AclBinding['resourcePattern']): string =>
  (pattern.resourceType === 'CLUSTER' && onCluster[operation]) || `${does[operation]} ${thingOf(pattern)}`

const does: Readonly<Record<AclBinding['operation'], string>> = {
  ALL: 'do everything with',
  READ: 'read',
  WRITE: 'write to',
  CREATE: 'create',
  DELETE: 'delete',
  ALTER: 'alter',
  DESCRIBE: 'describe',
  CLUSTER_ACTION: 'do cluster actions on',
  DESCRIBE_CONFIGS: 'see the configuration of',
  ALTER_CONFIGS: 'change the configuration of',
  IDEMPOTENT_WRITE: 'write idempotently to',
  CREATE_TOKENS: 'create delegation tokens for',
  DESCRIBE_TOKENS: 'see the delegation tokens of',
  TWO_PHASE_COMMIT: 'commit in two phases with',
}

const nouns: Readonly<Record<AclBinding['resourcePattern']['resourceType'], string>> = {
  TOPIC: 'topic',
  GROUP: 'group',
  CLUSTER: 'cluster',
  TRANSACTIONAL_ID: 'transactional id',
  DELEGATION_TOKEN: 'delegation token',
  USER: 'user',
}

function thingOf({ resourceType, name, patternType }: AclBinding['resourcePattern']): string {
  const noun = nouns[resourceType]
  if (resourceType === 'CLUSTER') return 'the virtual cluster'
  if (patternType === 'PREFIXED') return `every ${noun} whose name begins with ${name}`
  return name === '*' ? `every ${noun}` : `${noun} ${name}`
}

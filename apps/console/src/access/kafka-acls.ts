import { type Grant, type Pattern, type ResourceType, targetKey, targetOf } from './grant.ts'

const options: Readonly<Record<ResourceType, string>> = {
  TOPIC: '--topic',
  GROUP: '--group',
  CLUSTER: '--cluster',
  TRANSACTIONAL_ID: '--transactional-id',
  DELEGATION_TOKEN: '--delegation-token',
  USER: '--user-principal',
}

type Wanted = {
  readonly principal: string
  readonly bootstrapServers: string
  readonly added: readonly Grant[]
  readonly removed: readonly Grant[]
}

/** The same by Kafka's own tool, what is added before what is removed. */
export const kafkaAcls = ({ added, removed, ...of }: Wanted): string =>
  [...commandsOf('--add', added, of), ...commandsOf('--remove --force', removed, of)].join('\n')

function commandsOf(act: string, grants: readonly Grant[], of: Omit<Wanted, 'added' | 'removed'>): string[] {
  const groups = Map.groupBy(grants, grant => `${targetKey(targetOf(grant))} ${grant.permissionType}`)
  return [...groups.values()].flatMap(group => {
    const [first] = group
    return first ? [commandOf(act, { ...first, operations: group.map(({ operation }) => operation) }, of)] : []
  })
}

function commandOf(
  act: string,
  { resourcePattern, host, permissionType, operations }: Grant & { readonly operations: readonly string[] },
  { principal, bootstrapServers }: Pick<Wanted, 'principal' | 'bootstrapServers'>,
): string {
  const word = permissionType.toLowerCase()
  const lines = [
    `kafka-acls --bootstrap-server ${bootstrapServers} --command-config admin.properties`,
    `${act} --${word}-principal ${quoted(principal)}${host === '*' ? '' : ` --${word}-host ${quoted(host)}`}`,
    operations.map(operation => `--operation ${camel(operation)}`).join(' '),
    resourceOf(resourcePattern),
  ]
  return lines.join(' \\\n  ')
}

function resourceOf({ resourceType, name, patternType }: Pattern): string {
  if (resourceType === 'CLUSTER') return options.CLUSTER
  const prefixed = patternType === 'PREFIXED' ? ' --resource-pattern-type prefixed' : ''
  return `${options[resourceType]} ${quoted(name)}${prefixed}`
}

/** `DESCRIBE_CONFIGS` → `DescribeConfigs`, as the tool writes it. */
const camel = (constant: string): string =>
  constant
    .split('_')
    .map(word => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')

const quoted = (text: string): string => (/^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

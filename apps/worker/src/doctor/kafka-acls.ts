import type { UpstreamSettings } from '@tidegate/proxy'
import { shown } from './visit.ts'

/** Kafka's codes (org.apache.kafka.common.acl.AclOperation), and the words of its tool. */
export const operations = {
  READ: { code: 3, word: 'Read' },
  WRITE: { code: 4, word: 'Write' },
  DELETE: { code: 6, word: 'Delete' },
  DESCRIBE: { code: 8, word: 'Describe' },
  DESCRIBE_CONFIGS: { code: 10, word: 'DescribeConfigs' },
  IDEMPOTENT_WRITE: { code: 12, word: 'IdempotentWrite' },
} as const

export type Operation = keyof typeof operations

export type Grant = {
  readonly resource: 'topic' | 'group' | 'transactional-id' | 'cluster'
  readonly name?: string
  readonly prefixed?: boolean
  readonly operations: readonly Operation[]
}

/** The line that an administrator of the cluster runs. `admin.properties` is theirs; a cluster without security needs none. */
export function grantLine({ bootstrap, sasl, tls }: UpstreamSettings, grant: Grant): string {
  const words = [
    'kafka-acls',
    '--bootstrap-server',
    bootstrap.map(shown).join(','),
    ...(sasl || tls ? ['--command-config', 'admin.properties'] : []),
    '--add',
    '--allow-principal',
    principalOf({ sasl, tls }),
    ...grant.operations.flatMap(operation => ['--operation', operations[operation].word]),
    `--${grant.resource}`,
    ...(grant.name === undefined ? [] : [grant.name]),
    ...(grant.prefixed ? ['--resource-pattern-type', 'prefixed'] : []),
  ]
  return words.map(quoted).join(' ')
}

/** A cluster may map names by rules of its own (principal.mapping.rules), which nobody outside can know. */
function principalOf({ sasl, tls }: Pick<UpstreamSettings, 'sasl' | 'tls'>): string {
  if (sasl) return `User:${sasl.username}`
  return tls?.cert || tls?.pfx ? 'User:<name in the client certificate>' : 'User:ANONYMOUS'
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

/** Kafka's names for what ACLs are made of, with their codes on the wire (org.apache.kafka.common.acl and .resource). */
export const resourceTypes = {
  UNKNOWN: 0,
  ANY: 1,
  TOPIC: 2,
  GROUP: 3,
  CLUSTER: 4,
  TRANSACTIONAL_ID: 5,
  DELEGATION_TOKEN: 6,
  USER: 7,
} as const

export const patternTypes = { UNKNOWN: 0, ANY: 1, MATCH: 2, LITERAL: 3, PREFIXED: 4 } as const

export const operations = {
  UNKNOWN: 0,
  ANY: 1,
  ALL: 2,
  READ: 3,
  WRITE: 4,
  CREATE: 5,
  DELETE: 6,
  ALTER: 7,
  DESCRIBE: 8,
  CLUSTER_ACTION: 9,
  DESCRIBE_CONFIGS: 10,
  ALTER_CONFIGS: 11,
  IDEMPOTENT_WRITE: 12,
  CREATE_TOKENS: 13,
  DESCRIBE_TOKENS: 14,
  TWO_PHASE_COMMIT: 15,
} as const

export const permissionTypes = { UNKNOWN: 0, ANY: 1, DENY: 2, ALLOW: 3 } as const

export type Operation = keyof typeof operations
export type ConcreteResourceType = Exclude<keyof typeof resourceTypes, 'UNKNOWN' | 'ANY'>

type Codes = Readonly<Record<string, number>>

/** The name of a code on the wire; a code that is not in the table is UNKNOWN, as it is to a broker. */
export const nameOf = (codes: Codes, code: number): string =>
  Object.keys(codes).find(name => codes[name] === code) ?? 'UNKNOWN'

/** The code of a name, and undefined for a name that is not in the table. */
export const codeOf = (codes: Codes, name: string): number | undefined =>
  Object.hasOwn(codes, name) ? codes[name] : undefined

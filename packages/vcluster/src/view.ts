import { createHmac } from 'node:crypto'
import type { AclBinding } from './acl-binding.ts'
import { type Authorizer, createAuthorizer } from './authorizer.ts'
import { type Names, prefixed, renamed } from './names.ts'

export type ViewSpec = {
  readonly name: string
  /** Of this incarnation of the virtual cluster; every id that clients see is derived from it. */
  readonly uid: string
  readonly physicalCluster: string
  /** Virtual → physical topic name. */
  readonly aliases: ReadonlyMap<string, string>
  /** Names of before a rename, which still work: old → new, both among the aliases. */
  readonly retiring: ReadonlyMap<string, string>
  readonly superUsers: readonly string[]
  readonly bindings: readonly AclBinding[]
  /** False where the ACLs are a part of the resource and cannot be edited through Kafka's own API. */
  readonly aclsByKafkaApi: boolean
}

/** One virtual cluster as its clients may see it at one moment. Immutable: a change makes another view. */
export type View = ViewSpec & {
  readonly topics: Names
  /** Physical topics that have two names. */
  readonly renamed: ReadonlySet<string>
  readonly groups: Names
  readonly transactions: Names
  readonly authorizer: Authorizer
  readonly clusterId: string
  /** The id of a topic for clients: another one once the topic behind it was created anew. */
  topicId(virtual: string, physicalId: string): string
}

export function createView(spec: ViewSpec): View {
  // A colon cannot stand in the name of a virtual cluster, so no prefix is the beginning of another.
  const own = prefixed(`${spec.name}:`)
  const bindings = spec.bindings
  return {
    ...spec,
    topics: renamed({ names: spec.aliases, oneWay: spec.retiring }, own),
    renamed: new Set([...spec.retiring.keys()].flatMap(old => spec.aliases.get(old) ?? [])),
    groups: own,
    transactions: own,
    authorizer: createAuthorizer({ bindings, superUsers: new Set(spec.superUsers.map(user => `User:${user}`)) }),
    clusterId: derivedId(spec.uid, 'cluster'),
    topicId: (virtual, physicalId) => derivedId(spec.uid, `topic\0${virtual}\0${physicalId}`),
  }
}

/** A uuid in Kafka's form: derived, so that every worker shows the same one and none is stored. */
function derivedId(key: string, text: string): string {
  const bytes = createHmac('sha256', key).update(text).digest().subarray(0, 16)
  // Kafka makes no uuid whose text starts with a dash (Uuid.java).
  bytes[0] = (bytes[0] as number) & 0x7f
  return bytes.toString('base64url')
}

import { createHmac } from 'node:crypto'
import type { Acls } from './acl-index.ts'
import { type Authorizer, createAuthorizer } from './authorizer.ts'
import { type Names, prefixed, renamed } from './names.ts'
import type { Shown } from './shown.ts'

export type ViewSpec = {
  readonly name: string
  /** Of this incarnation of the virtual cluster; every id that clients see is derived from it. */
  readonly uid: string
  readonly physicalCluster: string
  readonly superUsers: readonly string[]
  readonly shown: Shown
  readonly acls: Acls
  /** False where the ACLs are a part of the resource and cannot be edited through Kafka's own API. */
  readonly aclsByKafkaApi: boolean
}

/** One virtual cluster as its clients may see it at one moment. Immutable: a change makes another view. */
export type View = Pick<ViewSpec, 'name' | 'uid' | 'physicalCluster' | 'aclsByKafkaApi'> &
  Pick<Shown, 'aliases' | 'retiring'> & {
    readonly bindings: Acls['bindings']
    readonly topics: Names
    /** Physical topics that have two names. */
    readonly renamed: { has(physical: string): boolean }
    readonly groups: Names
    readonly transactions: Names
    readonly authorizer: Authorizer
    readonly ids: DerivedIds
  }

/** The ids that clients see of one incarnation of a virtual cluster: one object, whatever else changes. */
export type DerivedIds = {
  readonly clusterId: string
  /** The id of a topic for clients: another one once the topic behind it was created anew. */
  topicId(virtual: string, physicalId: string): string
}

/** In constant time, whatever is shown. */
export function createView(spec: ViewSpec, before?: View): View {
  const { name, uid, physicalCluster, superUsers, shown, acls, aclsByKafkaApi } = spec
  // A colon cannot stand in the name of a virtual cluster, so no prefix is the beginning of another.
  const own = prefixed(`${name}:`)
  return {
    name,
    uid,
    physicalCluster,
    aclsByKafkaApi,
    aliases: shown.aliases,
    retiring: shown.retiring,
    bindings: acls.bindings,
    topics: renamed(shown, own),
    renamed: shown.renamed,
    groups: own,
    transactions: own,
    authorizer: createAuthorizer({ acls, superUsers: new Set(superUsers.map(user => `User:${user}`)) }),
    ids: before?.uid === uid ? before.ids : derivedIds(uid),
  }
}

const derivedIds = (uid: string): DerivedIds => ({
  clusterId: derivedId(uid, 'cluster'),
  topicId: (virtual, physicalId) => derivedId(uid, `topic\0${virtual}\0${physicalId}`),
})

/** A uuid in Kafka's form: derived, so that every worker shows the same one and none is stored. */
function derivedId(key: string, text: string): string {
  const bytes = createHmac('sha256', key).update(text).digest().subarray(0, 16)
  // Kafka makes no uuid whose text starts with a dash (Uuid.java).
  bytes[0] = (bytes[0] as number) & 0x7f
  return bytes.toString('base64url')
}

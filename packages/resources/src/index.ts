export {
  type Access,
  type AccessDecision,
  type AccessQuestion,
  accessOf,
  EVERYONE,
  impliedBy,
  operationsOf,
} from './access.ts'
export { acl, aclName } from './acl.ts'
export { type AclBinding, aclBinding } from './acl-binding.ts'
export { type Operation, supportedOperations } from './acl-words.ts'
export { retiresAt } from './alias-topic.ts'
export { type Difference, differences } from './diff.ts'
export { type Fault, faultsOf, invalid } from './invalid.ts'
export { type JaasEntry, parseJaas } from './jaas.ts'
export { type Connection, connectionOf, isSecretProperty, type Properties } from './kafka-properties.ts'
export { readTls, type Tls, type TlsOptions } from './kafka-tls.ts'
export type { Key } from './kind.ts'
export { clusterName, text, userName, virtualClusterName } from './kind.ts'
export {
  type Change,
  type KindName,
  kinds,
  type Manifest,
  type ManifestOf,
  type Resource,
  type ResourceOf,
  type SpecOf,
} from './kinds.ts'
export { type Listing, listings, type Place } from './listings.ts'
export { shareEndsAt } from './partner.ts'
export { looksOf, type Problem, problemsOf, validateChanges } from './rules.ts'
export type { Look } from './state.ts'
export { parseManifest, parseManifests, parseYaml, toYaml } from './yaml.ts'

import type { AclBinding } from '../src/acl-binding.ts'
import { aclsOf } from '../src/acl-index.ts'
import { nothingShown, withAlias } from '../src/shown.ts'
import { createView, type View } from '../src/view.ts'

type Seen = {
  readonly physicalCluster?: string
  /** Virtual → physical topic name. */
  readonly aliases: Readonly<Record<string, string>>
  /** Old → new name. */
  readonly retiring?: Readonly<Record<string, string>>
  readonly superUsers?: readonly string[]
  readonly bindings?: readonly AclBinding[]
}

/** The view of the virtual cluster acme. */
export function viewOf({
  aliases,
  retiring = {},
  superUsers = [],
  bindings = [],
  physicalCluster = 'main',
}: Seen): View {
  const shown = Object.entries(aliases).reduce(
    (all, [name, physical]) => withAlias(all, { name, physical, retiresTo: retiring[name] }),
    nothingShown,
  )
  const acls = aclsOf(bindings)
  return createView({ name: 'acme', uid: 'uid', physicalCluster, superUsers, shown, acls, aclsByKafkaApi: true })
}

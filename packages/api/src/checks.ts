import type { GatewayError } from '@tidegate/errors'
import type { KindName, ManifestOf } from '@tidegate/resources'
import { requirePhysicalTopics } from './alias-topic.ts'
import type { Context } from './context.ts'

/** Of each of the manifests why it may not be, if so. */
type Check<K extends KindName> = (
  context: Context,
  manifests: readonly ManifestOf<K>[],
) => Promise<readonly (GatewayError | undefined)[]>

/** What only the world outside can tell of a kind; asked once the rules are kept, and where something changes. */
const checks: { readonly [K in KindName]?: Check<K> } = { AliasTopic: requirePhysicalTopics }

export const checkOf = (kind: KindName) =>
  checks[kind] as
    | ((context: Context, manifests: readonly unknown[]) => Promise<readonly (GatewayError | undefined)[]>)
    | undefined

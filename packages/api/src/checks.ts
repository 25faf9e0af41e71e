import type { KindName, ManifestOf } from '@tidegate/resources'
import { requirePhysicalTopic } from './alias-topic.ts'
import type { Context } from './context.ts'

type Check<K extends KindName> = (context: Context, manifest: ManifestOf<K>) => Promise<void>

/** What only the world outside can tell of a kind; asked once the rules are kept, and where something changes. */
const checks: { readonly [K in KindName]?: Check<K> } = { AliasTopic: requirePhysicalTopic }

export const checkOf = (kind: KindName) =>
  checks[kind] as ((context: Context, manifest: unknown) => Promise<void>) | undefined

import { z } from 'zod'

/** How a kind's resources are told apart: by name alone, or by name within a virtual cluster. */
type Scope = 'global' | 'vCluster'

export type Key = { readonly kind: string; readonly vCluster?: string; readonly name: string }

type Definition<S extends z.ZodType> = {
  readonly apiVersion: 'gateway/v2' | 'tidegate/v1'
  /** The last part of its REST path. */
  readonly path: string
  readonly scope: Scope
  readonly name: z.ZodType<string>
  readonly spec: S
  /** Fields that only reading shows: accepted and forgotten when written, so that what was read can be written back. */
  readonly readOnly?: readonly string[]
  /** Kinds by the place of the name of one, which must be there: in the same virtual cluster where it belongs to one. */
  readonly references?: Readonly<Record<string, string>>
  /** A resource that `put` shows as an example in the documentation. */
  readonly example: { metadata: { name: string; vCluster?: string }; spec: z.input<S> }
  /** Its place among all kinds when many are applied at once. */
  readonly order: number
}

/** A kind: the envelope every surface (form, REST, CLI, YAML, database) reads and writes. */
export function defineKind<const K extends string, S extends z.ZodType>(kind: K, definition: Definition<S>) {
  const metadata =
    definition.scope === 'vCluster'
      ? z.strictObject({ name: definition.name, vCluster: virtualClusterName })
      : z.strictObject({ name: definition.name })
  const manifest = z.strictObject({
    kind: z.literal(kind),
    apiVersion: z.literal(definition.apiVersion),
    metadata: metadata as z.ZodType<{ name: string; vCluster?: string }>,
    spec: definition.spec,
  })
  return { kind, ...definition, manifest }
}

/** Text that every surface can carry and PostgreSQL can keep. */
export const text = z
  .string()
  .min(1, 'it must not be empty')
  .max(1000, 'use at most 1000 characters')
  .refine(value => value.isWellFormed() && !value.includes('\0'), 'it must be well-formed text without NUL')

/** A path segment: `.` and `..` would be resolved away by HTTP clients. */
const isDots = (name: string) => name === '.' || name === '..'

/** `passthrough` is the virtual cluster that an omitted name means; it is not offered by this version. */
export const virtualClusterName = z
  .string()
  .regex(/^[a-zA-Z0-9._-]+$/, 'use only letters, digits, dots, underscores and dashes')
  .max(100, 'use at most 100 characters')
  .refine(name => !isDots(name), 'it must not be . or ..')

/** Kafka's rule for topic names (Topic.java). */
export const topicName = z
  .string()
  .regex(/^[a-zA-Z0-9._-]+$/, 'use only letters, digits, dots, underscores and dashes')
  .max(249, 'use at most 249 characters')
  .refine(name => !isDots(name), 'it must not be . or ..')

export const clusterName = z
  .string()
  .regex(/^[a-zA-Z0-9._-]+$/, 'use only letters, digits, dots, underscores and dashes')
  .max(100, 'use at most 100 characters')
  .refine(name => !isDots(name), 'it must not be . or ..')

export const userName = z.string().regex(/^[a-zA-Z0-9_-]{3,64}$/, 'use 3 to 64 letters, digits, underscores and dashes')

import { GatewayError } from '@tidegate/errors'
import { parseAllDocuments, stringify } from 'yaml'
import { aclName } from './acl.ts'
import { invalid } from './invalid.ts'
import { type KindName, kinds, type Manifest } from './kinds.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads one or more YAML documents, or JSON, in their order. Empty documents are passed over. */
export const parseManifests = (text: string): Manifest[] => parseYaml(text).map(value => parseManifest(value))

/** Reads one resource as a user wrote it. With `kind`, no other kind will do. */
export function parseManifest(value: unknown, kind?: KindName): Manifest {
  if (!isFields(value))
    throw new GatewayError('INVALID', 'A resource is an object with kind, apiVersion, metadata and spec')
  const definition = definitionOf(value.kind, kind)
  const { success, data, error } = definition.manifest.safeParse(prepared(value, definition))
  if (!success) throw invalid(error)
  return data as Manifest
}

/** The values of a YAML stream. The errors quote nothing of the text, since it can hold secrets. */
export function parseYaml(text: string): unknown[] {
  const documents = attempt(() => [...parseAllDocuments(text)])
  for (const { errors } of documents) {
    const [error] = errors
    if (error) throw malformed(`${error.code.toLowerCase().replaceAll('_', ' ')}${placeOf(error.linePos)}`, error)
  }
  return documents.map(document => attempt(() => document.toJS() as unknown)).filter(value => value != null)
}

export const toYaml = ({ kind, apiVersion, metadata, spec }: Manifest): string =>
  stringify({ kind, apiVersion, metadata, spec }, { lineWidth: 0 })

/** Aliases that multiply and nesting without end make the parser throw. */
function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw malformed('too many aliases or too much nesting', error)
  }
}

const malformed = (what: string, cause: unknown) =>
  new GatewayError('MALFORMED', `The text is neither YAML nor JSON: ${what}`, cause)

const placeOf = (position?: readonly { readonly line: number; readonly col: number }[]): string =>
  position?.[0] ? ` at line ${position[0].line}, column ${position[0].col}` : ''

function definitionOf(given: unknown, wanted?: KindName): (typeof kinds)[KindName] {
  const known = wanted ? [wanted] : Object.keys(kinds)
  const definition = known.includes(given as string) ? kinds[given as KindName] : undefined
  if (!definition) throw new GatewayError('INVALID', `kind: use ${known.join(' or ')}`)
  return definition
}

/** What a reader adds is dropped, an omitted virtual cluster is the one it stands for, and the name of an ACL is worked out. */
function prepared(value: Fields, definition: (typeof kinds)[KindName]): Fields {
  const dropped: readonly string[] = ('readOnly' in definition && definition.readOnly) || []
  const spec = isFields(value.spec) ? without(value.spec, dropped) : value.spec
  const metadata = isFields(value.metadata) ? value.metadata : definition.kind === 'Acl' ? {} : value.metadata
  if (!isFields(metadata) || definition.scope === 'global') return { ...value, spec }
  const name = definition.kind === 'Acl' ? nameOfAcl(metadata.name, spec) : metadata.name
  return { ...value, spec, metadata: { ...metadata, name, vCluster: metadata.vCluster ?? 'passthrough' } }
}

function nameOfAcl(given: unknown, spec: unknown): unknown {
  const binding = kinds.Acl.spec.safeParse(spec)
  const name = binding.success ? aclName(binding.data) : given
  if (given !== undefined && given !== name)
    throw new GatewayError('INVALID', 'metadata.name: leave it out: the name of an Acl follows from its spec')
  return name ?? '0'.repeat(32) // the fault is in the spec
}

const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

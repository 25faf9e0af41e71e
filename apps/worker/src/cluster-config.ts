import { GatewayError } from '@tidegate/errors'
import { LineCounter, parseDocument } from 'yaml'
import { clientProperties } from './client-properties.ts'

/** A physical cluster as the file or the environment declares it; only there it can be changed. */
export type ClusterConfig = {
  readonly name: string
  readonly role: (typeof roles)[number]
  readonly properties: Readonly<Record<string, string>>
  readonly messages?: (typeof messageChoices)[number]
  readonly managedBy: 'file' | 'environment'
}

type Environment = Readonly<Record<string, string | undefined>>
type Settings = Map<string, string>

const roles = ['main', 'upstream', 'failover'] as const
const messageChoices = ['hidden', 'readable'] as const
const MAIN = 'main'
const ROLES = 'gateway.roles'
const MESSAGES = 'gateway.messages'
const PREFIX = 'KAFKA_'
/** The one property for which an empty value is a choice. Elsewhere an empty variable is one that was left out. */
const MAY_BE_EMPTY = 'ssl.endpoint.identification.algorithm'
const CLUSTER_ID = /^[a-zA-Z0-9._-]+$/
const SELECTOR = "'file : { path: /cluster-config.yaml }'"

const invalid = (message: string) => new GatewayError('INVALID', message)

const variableOf = (property: string): string => property.toUpperCase().replaceAll('.', '_')

/** Longest first: the whole of KAFKA_SASL_MECHANISM is a property, although some cluster could be called SASL. */
const suffixes = [...clientProperties, ROLES, MESSAGES]
  .map(property => ({ property, suffix: variableOf(property) }))
  .sort((a, b) => b.suffix.length - a.suffix.length)

/**
 * Reads `KAFKA_<ID>_<PROPERTY>`, where `KAFKA_<PROPERTY>` is short for the main cluster. What no cluster that is known
 * otherwise begins with, such as KAFKA_HEAP_OPTS, is somebody else's variable.
 */
export function clustersFromEnvironment(env: Environment): ClusterConfig[] {
  const clusters = new Map<string, Settings>()
  const others: [string, string][] = []
  for (const [variable, value] of Object.entries(env)) {
    if (value === undefined || !variable.startsWith(PREFIX)) continue
    const name = splitName(variable.slice(PREFIX.length))
    if (!name) others.push([variable, value])
    else if (value !== '' || name.property === MAY_BE_EMPTY) set(clusters, name, value)
  }
  for (const [variable, value] of others) {
    const id = longestPrefix([...clusters.keys()], variable.slice(PREFIX.length))
    if (id && value !== '')
      set(clusters, { id, property: propertyOf(variable.slice(PREFIX.length + id.length + 1)) }, value)
  }
  const sorted = [...clusters].sort(([a], [b]) => (a < b ? -1 : 1))
  return mergeClusters(sorted.map(([id, settings]) => clusterConfig(id, settings, 'environment')))
}

/** Reads the cluster-config file: `config:` with a map of client properties for each cluster. */
export function clustersFromFile(yamlText: string): ClusterConfig[] {
  const top = mapping(parseYaml(yamlText), 'The cluster configuration file')
  const unknown = [...top.keys()].find(key => key !== 'config')
  if (unknown !== undefined)
    throw invalid(`The cluster configuration file has the key "${unknown}" beside "config": remove it`)
  const clusters = mapping(top.get('config'), '"config" in the cluster configuration file')
  return mergeClusters([...clusters].map(([id, value]) => clusterConfig(id, settingsOf(id, value), 'file')))
}

/** All clusters of these lists in their order, main first. No two may share a name, also not in another case. */
export function mergeClusters(...lists: readonly (readonly ClusterConfig[])[]): ClusterConfig[] {
  const all = lists.flat()
  for (const [i, { name, managedBy }] of all.entries()) {
    const other = all.slice(0, i).find(each => each.name.toLowerCase() === name.toLowerCase())
    if (other)
      throw invalid(
        `Cluster ${name} is declared twice, as ${other.name} in the ${other.managedBy} and as ${name} in the ${managedBy}: remove one`,
      )
  }
  return [...all.filter(({ role }) => role === MAIN), ...all.filter(({ role }) => role !== MAIN)]
}

/** Reads GATEWAY_BACKEND_KAFKA_SELECTOR, which is YAML: `file : { path: /cluster-config.yaml }`. */
export function parseSelector(text: string): { path: string } {
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false })
  const selected: unknown = document.errors.length === 0 && document.getIn(['file', 'path'])
  if (typeof selected !== 'string' || selected === '')
    throw invalid(`GATEWAY_BACKEND_KAFKA_SELECTOR must be written as ${SELECTOR}`)
  return { path: selected }
}

function splitName(name: string): { id: string; property: string } | undefined {
  for (const { property, suffix } of suffixes) {
    if (name === suffix) return { id: '', property }
    if (name.endsWith(`_${suffix}`) && name.length > suffix.length + 1)
      return { id: name.slice(0, -suffix.length - 1), property }
  }
  return undefined
}

const propertyOf = (variable: string): string => variable.toLowerCase().replaceAll('_', '.')

const longestPrefix = (ids: readonly string[], name: string): string | undefined =>
  ids.filter(id => name.startsWith(`${id}_`)).sort((a, b) => b.length - a.length)[0]

function set(clusters: Map<string, Settings>, { id, property }: { id: string; property: string }, value: string): void {
  const key = id === '' || id.toLowerCase() === MAIN ? 'MAIN' : id
  const settings = clusters.get(key) ?? new Map<string, string>()
  if (settings.has(property))
    throw invalid(`${PREFIX}${variableOf(property)} and ${PREFIX}MAIN_${variableOf(property)} say the same: remove one`)
  clusters.set(key, settings.set(property, value))
}

function clusterConfig(id: string, settings: Settings, managedBy: ClusterConfig['managedBy']): ClusterConfig {
  if (!CLUSTER_ID.test(id))
    throw invalid(`Cluster "${id}": use letters, digits, dots, dashes and underscores for the name`)
  const isMain = id.toLowerCase() === MAIN
  const given = settings.get(ROLES)?.trim() ?? (isMain ? MAIN : 'upstream')
  const role = roles.find(each => each === given)
  if (!role) throw invalid(`Cluster ${id}: ${ROLES} must be one of ${roles.join(', ')}`)
  if ((role === MAIN) !== isMain)
    throw invalid(`Cluster ${id}: the cluster named main, and no other, has the role main`)
  if (!settings.get('bootstrap.servers')?.trim())
    throw invalid(
      `Cluster ${id} has no bootstrap.servers: set it${managedBy === 'file' ? '' : ` with ${PREFIX}${id}_BOOTSTRAP_SERVERS`}`,
    )
  const choice = settings.get(MESSAGES)?.trim()
  const messages = messageChoices.find(each => each === choice)
  if (choice !== undefined && !messages)
    throw invalid(`Cluster ${id}: ${MESSAGES} must be one of ${messageChoices.join(', ')}`)
  const properties = Object.fromEntries(
    [...settings].filter(([property]) => property !== ROLES && property !== MESSAGES),
  )
  return { name: isMain ? MAIN : id, role, properties, ...(messages && { messages }), managedBy }
}

/** Scalars stay text as written (the failsafe schema), so that 0123 and yes are what they look like. */
function parseYaml(text: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, lineCounter: lines })
  const [error] = [...document.errors, ...document.warnings]
  if (error) {
    const { line, col } = lines.linePos(error.pos[0])
    // The parser's own words can quote the file, which holds secrets.
    throw invalid(`The cluster configuration file is not valid YAML at line ${line}, column ${col} (${error.code})`)
  }
  try {
    return document.toJS({ mapAsMap: true })
  } catch {
    throw invalid('The cluster configuration file has an alias (*name) without an anchor (&name) before it')
  }
}

function mapping(value: unknown, what: string): Map<string, unknown> {
  if (!(value instanceof Map) || value.size === 0)
    throw invalid(`${what} must hold a map, such as config: { main: { … } }`)
  return value
}

function settingsOf(id: string, value: unknown): Settings {
  const settings = mapping(value, `Cluster ${id} in the cluster configuration file`)
  for (const [property, each] of settings)
    if (typeof each !== 'string')
      throw invalid(`Cluster ${id}: ${property} must be one value, not a map or list; quote it if need be`)
  return settings as Settings
}

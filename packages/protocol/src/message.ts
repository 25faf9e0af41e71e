export type Scalar =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'float64'
  | 'string'
  | 'uuid'
  | 'bytes'
  | 'records'

/** The id that stands for none. */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA'

/** First and last version, both included. */
export type Versions = readonly [first: number, last: number]

export type EntityType = 'topicName' | 'groupId' | 'transactionalId' | 'producerId' | 'brokerId'

export type Field = {
  readonly name: string
  readonly type: Scalar | 'struct' | `[]${Scalar}` | '[]struct'
  readonly versions: Versions
  readonly nullable?: Versions
  readonly tagged?: Versions
  readonly tag?: number
  /** Stated only where it is not the zero of the type. */
  readonly default?: number | bigint | boolean | string | null
  readonly entityType?: EntityType
  /** False for a string that keeps its two-byte length in flexible versions. */
  readonly compact?: false
  readonly fields?: readonly Field[]
}

export type Message = {
  readonly name: string
  readonly type: 'request' | 'response' | 'header' | 'data'
  readonly apiKey?: number
  readonly versions: Versions
  /** The versions with compact lengths and tagged fields. */
  readonly flexible: Versions | null
  /** A last version that brokers do not offer yet. */
  readonly unstable?: number
  readonly fields: readonly Field[]
}

export type Api = {
  readonly key: number
  readonly name: string
  /** The stable versions. */
  readonly versions: Versions
  readonly request: Message
  readonly response: Message
}

/** Bytes in one or several pieces, in order. */
export type Slices = readonly Buffer[]

export type TaggedBytes = { readonly tag: number; readonly bytes: Buffer }

/**
 * One shape for all versions of a message: a field is absent where its version lacks it. Tagged fields of unknown
 * meaning are kept in `_tags`, which is present only when there are any.
 */
export type Body = { [field: string]: any; _tags?: readonly TaggedBytes[] }

export const includes = (versions: Versions | null | undefined, version: number): boolean =>
  versions != null && version >= versions[0] && version <= versions[1]

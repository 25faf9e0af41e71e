import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntityType } from '../src/message.ts'

/** A field as Kafka's message definitions write it. */
export type FieldDefinition = {
  readonly name: string
  readonly type: string
  readonly versions?: string
  readonly nullableVersions?: string
  readonly taggedVersions?: string
  readonly flexibleVersions?: string
  readonly tag?: number
  readonly default?: string | number | boolean
  readonly entityType?: EntityType
  readonly fields?: readonly FieldDefinition[]
}

export type Definition = {
  readonly name: string
  readonly type: string
  readonly apiKey?: number
  readonly listeners?: readonly string[]
  readonly validVersions: string
  readonly flexibleVersions: string
  readonly latestVersionUnstable?: boolean
  readonly fields: readonly FieldDefinition[]
  readonly commonStructs?: readonly { readonly name: string; readonly fields: readonly FieldDefinition[] }[]
}

const FOLDER = 'common/message'

/** Every message definition that the jar of kafka-clients holds. */
export function readDefinitions(jar: string): Definition[] {
  const folder = mkdtempSync(join(tmpdir(), 'definitions-'))
  try {
    execFileSync('jar', ['xf', jar, FOLDER], { cwd: folder })
    return readdirSync(join(folder, FOLDER))
      .filter(file => file.endsWith('.json'))
      .sort()
      .map(file => JSON.parse(withoutComments(readFileSync(join(folder, FOLDER, file), 'utf8'))))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const withoutComments = (text: string) => text.replace(/("(?:[^"\\]|\\.)*")|\/\/.*$/gm, '$1')

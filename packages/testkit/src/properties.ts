import { writeFileSync } from 'node:fs'

export type Properties = Readonly<Record<string, string>>

/** Java's .properties format, which takes Latin-1, a backslash as an escape and blanks before a value away. */
const escaped = (text: string, special: RegExp) =>
  text
    .replaceAll(special, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(/[^\x20-\x7e]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A file that Kafka's tools and brokers read. Only its owner may: it often holds a password. */
export function writeProperties(path: string, properties: Properties): void {
  const lines = Object.entries(properties).map(
    ([key, value]) => `${escaped(key, /[\\ =:#!]/g)}=${escaped(value, /\\|^ /g)}`,
  )
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 })
}

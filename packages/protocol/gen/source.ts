/** A value as TypeScript: objects on one line, lists of objects with a line for each. */
export function sourceOf(value: unknown, indent = ''): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return `'${value.replaceAll(/[\\']/g, '\\$&')}'`
  if (Array.isArray(value)) {
    const items = value.map(item => sourceOf(item, `${indent}  `))
    if (value.every(item => typeof item === 'number')) return `[${items.join(', ')}]`
    return `[\n${items.map(item => `${indent}  ${item},\n`).join('')}${indent}]`
  }
  if (value === null || typeof value !== 'object') return String(value)
  const entries = Object.entries(value).map(([name, item]) => `${name}: ${sourceOf(item, indent)}`)
  return `{ ${entries.join(', ')} }`
}

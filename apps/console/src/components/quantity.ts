const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Three digits, and never more than one after the point. */
const rounded = (value: number): string =>
  value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(value >= 0.1 ? 1 : 2)

/** Thousands, as networks count. */
export function bytesPerSecond(value: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  return `${rounded(value / 1000 ** step)} ${units[step]}/s`
}

export const perSecond = (value: number): string => `${rounded(value)}/s`

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Thousands, as disks are sold; one digit after the point where there are few before it. */
export function byteSize(bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1000 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}

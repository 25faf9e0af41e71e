import type { Row } from './rows.ts'

export const markdown = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, ['---', ...head.slice(1).map(() => '---:')], ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')

/** Three that count; no decimals from a hundred on. */
export const digits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value === 0 ? '0' : value.toPrecision(value < 1 ? 2 : 3)

/** The median, and between which values it lies. */
export const range = ({ median, min, max, rounds }: Row): string =>
  rounds === 1 ? digits(median) : `${digits(median)} (${digits(min)}–${digits(max)})`

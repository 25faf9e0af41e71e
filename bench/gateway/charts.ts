import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chart } from './chart.ts'
import type { Row } from './rows.ts'
import { headlines } from './table.ts'

export type Chart = { readonly file: string; readonly title: string }

/** One for each kind of work; answers what was written. */
export function writeCharts(
  directory: string,
  rows: readonly Row[],
  titleOf: (target: string) => string,
): readonly Chart[] {
  mkdirSync(directory, { recursive: true })
  return headlines.flatMap(({ profile, metric, title }) => {
    const found = rows.filter(row => profile === row.profile && row.metric === metric)
    if (found.length === 0) return []
    const file = `${profile}.svg`
    writeFileSync(join(directory, file), chart(title, found, titleOf))
    return [{ file, title }]
  })
}

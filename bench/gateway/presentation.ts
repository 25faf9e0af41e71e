import { bars } from '../report/bars.ts'
import type { Presentation } from '../report/report.ts'
import { headlines, tablesOf } from './table.ts'
import { targets } from './targets/index.ts'

export const presentation: Presentation = {
  bench: 'gateway',
  tablesOf: ({ rows }) => tablesOf(rows, targets),
  /** One for each kind of work. */
  drawingsOf: ({ rows }) =>
    headlines.flatMap(({ profile, metric, title }) => {
      const found = rows.filter(row => profile === row.profile && row.metric === metric)
      return found.length === 0 ? [] : [{ file: `${profile}.svg`, title, svg: bars(title, found, titleOf) }]
    }),
}

const titleOf = (target: string): string => targets.find(({ name }) => name === target)?.title ?? target

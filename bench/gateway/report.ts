import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Chart, writeCharts } from './charts.ts'
import { comparison, slowerThan } from './compare.ts'
import { readRun, type SavedRun } from './saved-run.ts'
import { tablesOf } from './table.ts'
import { targets } from './targets/index.ts'

const README = join(import.meta.dirname, '../README.md')
const CHARTS = join(import.meta.dirname, '../charts')
const BEGIN = '<!-- newest run of gateway: written by --readme -->'
const END = '<!-- end of the newest run of gateway -->'

export type Wishes = { readonly against?: string; readonly charts?: string; readonly readme?: boolean }

/** To standard output, and wherever else it is wished for. */
export function report(run: SavedRun, { against, charts, readme }: Wishes): void {
  const text = textOf(run)
  console.log(text)
  if (against) console.log(`\n${comparison(slowerThan(readRun(against).rows, run.rows))}`)
  if (charts) writeCharts(charts, run.rows, titleOf)
  if (readme) writeReadme(text, writeCharts(CHARTS, run.rows, titleOf))
}

const titleOf = (target: string): string => targets.find(({ name }) => name === target)?.title ?? target

function textOf({ about, rows }: SavedRun): string {
  const versions = Object.entries(about.versions).map(each => each.join(' '))
  return [
    `${about.date}, ${rounds(about.rounds)}: \`${about.command}\`. ${about.machine}. ${versions.join(', ')}.`,
    about.notes.map(note => `- ${note}`).join('\n'),
    tablesOf(rows, targets),
  ].join('\n\n')
}

const rounds = (count: number) => (count === 1 ? 'one round' : `${count} rounds`)

function writeReadme(text: string, charts: readonly Chart[]): void {
  const old = readFileSync(README, 'utf8')
  const [begin, end] = [old.indexOf(BEGIN), old.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`${README} lacks the comments that the table goes between`)
  const images = charts.map(({ file, title }) => `![${title}](charts/${file})`)
  const fresh = [BEGIN, text, ...(images.length > 0 ? [images.join('\n')] : []), ''].join('\n\n')
  writeFileSync(README, old.slice(0, begin) + fresh + old.slice(end))
}

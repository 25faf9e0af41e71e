import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { comparison, slowerThan } from './compare.ts'
import { type Drawing, writeDrawings } from './drawing.ts'
import { readRun, type SavedRun, writeRun } from './saved-run.ts'

const README = join(import.meta.dirname, '../README.md')
const CHARTS = join(import.meta.dirname, '../charts')

/** How the runs of a bench are shown. */
export type Presentation = {
  /** The word that it is run by. */
  readonly bench: string
  tablesOf(run: SavedRun): string
  drawingsOf(run: SavedRun): readonly Drawing[]
}

/** What every bench with a report is told beside what it is to measure. */
export const wishOptions = {
  json: { type: 'string' },
  from: { type: 'string' },
  against: { type: 'string' },
  charts: { type: 'string' },
  readme: { type: 'boolean' },
} as const

export type Wishes = {
  readonly json?: string
  readonly from?: string
  readonly against?: string
  readonly charts?: string
  readonly readme?: boolean
}

/** Runs as they come, each with more in it than the one before: the whole takes long. The last one is shown. */
export async function report(show: Presentation, wishes: Wishes, runs: () => AsyncIterable<SavedRun>): Promise<void> {
  const run = wishes.from ? readRun(wishes.from) : await lastOf(runs(), wishes.json)
  const text = textOf(run, show)
  const drawings = show.drawingsOf(run)
  console.log(text)
  if (wishes.against) console.log(`\n${comparison(slowerThan(readRun(wishes.against).rows, run.rows))}`)
  if (wishes.charts) writeDrawings(wishes.charts, drawings)
  if (wishes.readme) {
    writeDrawings(CHARTS, drawings)
    writeReadme(show.bench, text, drawings)
  }
}

async function lastOf(runs: AsyncIterable<SavedRun>, file: string | undefined): Promise<SavedRun> {
  let last: SavedRun | undefined
  for await (const run of runs) {
    last = run
    if (file) writeRun(file, run)
  }
  if (!last) throw new Error('nothing was measured')
  return last
}

function textOf(run: SavedRun, { tablesOf }: Presentation): string {
  const { about } = run
  const versions = Object.entries(about.versions).map(each => each.join(' '))
  return [
    `${about.date}, ${rounds(about.rounds)}: \`${about.command}\`. ${about.machine}. ${versions.join(', ')}.`,
    about.notes.map(note => `- ${note}`).join('\n'),
    tablesOf(run),
  ].join('\n\n')
}

const rounds = (count: number) => (count === 1 ? 'one round' : `${count} rounds`)

function writeReadme(bench: string, text: string, drawings: readonly Drawing[]): void {
  const old = readFileSync(README, 'utf8')
  writeFileSync(README, withNewest(old, bench, [text, ...imagesOf(drawings)].join('\n\n')))
}

const imagesOf = (drawings: readonly Drawing[]): readonly string[] =>
  drawings.length === 0 ? [] : [drawings.map(({ file, title }) => `![${title}](charts/${file})`).join('\n')]

/** The text with what stands between the comments of that bench replaced. */
export function withNewest(old: string, bench: string, text: string): string {
  const marks = [`<!-- newest run of ${bench}: written by --readme -->`, `<!-- end of the newest run of ${bench} -->`]
  const [begin, end] = marks.map(mark => old.indexOf(mark)) as [number, number]
  if (begin < 0 || end < begin) throw new Error(`README.md lacks the comments that the run of ${bench} goes between`)
  return [old.slice(0, begin) + marks[0], text, old.slice(end)].join('\n\n')
}

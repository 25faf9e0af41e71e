import { styleText } from 'node:util'
import type { Group, Status } from './result.ts'

type Colour = 'green' | 'yellow' | 'red' | 'dim'

const signs: Readonly<Record<Status, readonly [sign: string, colour: Colour]>> = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  failed: ['✗', 'red'],
  skipped: ['–', 'dim'],
}

/** What brokers say of themselves stands in a report: none of it shall speak to a terminal. */
const safe = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?')

/** What HTTP and `--json` answer. */
export function reportOf(groups: readonly Group[]) {
  const results = groups.flatMap(({ title, results }) => results.map(result => ({ group: title, ...result })))
  const count = (status: Status) => results.filter(result => result.status === status).length
  return { results, failed: count('failed'), warnings: count('warning') }
}

/** The same for readers. */
export function printed(groups: readonly Group[], colours: boolean): string {
  const paint = (colour: Colour | 'bold', text: string) =>
    colours ? styleText(colour, text, { validateStream: false }) : text
  const lines = groups.flatMap(({ title, results }) => [
    paint('bold', title),
    ...results.flatMap(({ check, about, status, message, todo }) => {
      const [sign, colour] = signs[status]
      const first = `  ${paint(colour, `${sign} ${check}`)} (${safe(about)}): ${safe(message)}`
      return [first, ...(todo ? [`      → ${safe(todo)}`] : [])]
    }),
    '',
  ])
  const { results, failed, warnings } = reportOf(groups)
  const sum =
    failed + warnings === 0
      ? `All is well: ${results.length} checks.`
      : `${results.length} checks: ${failed} failed, ${warnings} warnings.`
  return `${[...lines, sum].join('\n')}\n`
}

import { diffLines } from 'diff'

const looks = {
  added: { sign: '+', word: 'Added', line: 'bg-ok/8 text-ok' },
  removed: { sign: '−', word: 'Removed', line: 'bg-bad/8 text-bad' },
  kept: { sign: ' ', word: '', line: 'text-ink-2' },
}

type Line = { readonly text: string; readonly look: keyof typeof looks }

const linesOf = (before: string, after: string): Line[] =>
  diffLines(before, after).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map(text => ({ text, look: added ? 'added' : removed ? 'removed' : 'kept' }) as const),
  )

/** Two texts, line by line: a sign and a word beside the colour say what comes and what goes. */
export const YamlDiff = ({ before = '', after = '', label }: { before?: string; after?: string; label: string }) => (
  <section
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    tabIndex={0}
    aria-label={label}
    className="overflow-x-auto rounded-lg border border-line py-2"
  >
    <pre className="font-mono text-xs">
      {linesOf(before, after).map(({ text, look }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place.
        <span key={i} className={`block w-max min-w-full px-3 ${looks[look].line}`}>
          <span aria-hidden="true">{looks[look].sign} </span>
          {looks[look].word && <span className="sr-only">{looks[look].word}: </span>}
          {text}
        </span>
      ))}
    </pre>
  </section>
)

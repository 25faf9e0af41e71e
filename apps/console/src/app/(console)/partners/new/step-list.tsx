import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import Link from 'next/link'
import type { StepId } from '#share/draft.ts'
import type { Fault } from '#share/faults.ts'
import { pathOf, steps } from '#share/steps.ts'

const states = {
  done: { icon: CircleCheck, word: 'Done', text: 'text-ok' },
  faulty: { icon: CircleX, word: 'To correct', text: 'text-bad' },
  open: { icon: CircleDashed, word: 'Open', text: 'text-ink-3' },
}

type StepListProps = { current: StepId; seen: readonly StepId[]; faults: readonly Fault[] }

function stateOf(step: StepId, { seen, faults }: Omit<StepListProps, 'current'>): keyof typeof states {
  if (step === 'review' || !seen.includes(step)) return 'open'
  return faults.some(each => each.step === step) ? 'faulty' : 'done'
}

/** Each step has an address, so that every one is a link at any time. */
export const StepList = ({ current, ...known }: StepListProps) => (
  <nav aria-label="Steps" className="lg:col-span-2 xl:col-span-1">
    <ol className="flex flex-wrap gap-1 xl:sticky xl:top-6 xl:flex-col">
      {steps.map(({ id, title }) => {
        const { icon: Icon, word, text } = states[stateOf(id, known)]
        return (
          <li key={id}>
            <Link
              href={pathOf(id)}
              aria-label={`${title}: ${word.toLowerCase()}`}
              aria-current={id === current ? 'step' : undefined}
              className="flex items-center gap-2 rounded-md px-2 py-1.5 text-ink-2 hover:bg-surface-3 hover:text-ink-1 aria-[current]:bg-surface-3 aria-[current]:font-medium aria-[current]:text-ink-1"
            >
              <Icon aria-hidden="true" className={`size-4 shrink-0 ${text}`} />
              {title}
            </Link>
          </li>
        )
      })}
    </ol>
  </nav>
)

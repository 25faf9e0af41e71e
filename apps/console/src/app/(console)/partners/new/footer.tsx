import Link from 'next/link'
import type { MouseEvent } from 'react'
import { Button, buttonLook } from '#components/button.tsx'
import { useMay } from '#components/may.tsx'
import { Notice } from '#components/notice.tsx'
import type { Draft, StepId } from '#share/draft.ts'
import type { Fault } from '#share/faults.ts'
import { pathOf, steps } from '#share/steps.ts'
import type { HeldDraft } from '#share/use-draft.ts'
import { StartAnew } from './start-anew.tsx'

type FooterProps = {
  step: StepId
  draft: Draft
  faults: readonly Fault[]
  isBusy: boolean
  isUnknown: boolean
  onNext: () => void
  onShare: () => void
  held: HeldDraft
}

const verbOf = ({ topics, displayName }: Draft): string =>
  `Share ${topics.length} ${topics.length === 1 ? 'topic' : 'topics'} with ${displayName || 'the partner'}`

/** A field that is left says what is wrong in it, and what stands below moves: the button would slip away from the press. */
const keepPlace = (event: MouseEvent) => event.preventDefault()

export function Footer({ step, draft, faults, isBusy, isUnknown, onNext, onShare, held }: FooterProps) {
  const mayWrite = useMay('write')
  const before = steps[steps.findIndex(({ id }) => id === step) - 1]
  const isShown = draft.seen.includes(step) && faults.some(each => each.step === step)
  return (
    <>
      {!mayWrite && (
        <Notice
          tone="info"
          what="You may draft a share, but not make it."
          why="Your role is Viewer."
          next="Ask an Owner for the role Operator."
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        {before && (
          <Link href={pathOf(before.id)} className={buttonLook('plain', 'px-4 py-2')}>
            Back
          </Link>
        )}
        {step === 'review' ? (
          <Button
            look="main"
            className="px-4 py-2"
            onClick={onShare}
            disabled={!mayWrite || isBusy || faults.length > 0}
          >
            {isUnknown ? 'Check again' : verbOf(draft)}
          </Button>
        ) : (
          <Button look="main" className="px-4 py-2" onMouseDown={keepPlace} onClick={onNext}>
            Next
          </Button>
        )}
        {isShown && <span className="text-bad">Correct what is marked first.</span>}
        <span className="text-ink-3 sm:ml-auto">
          {held.isKept
            ? 'Your draft stays in this browser: you can leave and come back.'
            : 'This browser keeps no drafts: what you typed goes with the tab.'}
        </span>
        {held.isBegun && <StartAnew onClear={held.clear} />}
      </div>
    </>
  )
}

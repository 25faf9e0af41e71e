'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { Button, buttonLook } from '#components/button.tsx'
import { Failure } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Notice } from '#components/notice.tsx'
import { isSignedOut } from '#components/trouble.ts'
import { FaultsProvider } from './faults.tsx'
import { Outcome } from './outcome.tsx'
import { Overtaken } from './overtaken.tsx'
import { Review } from './review.tsx'
import { type Applied, type Conflict, type Made, useApply } from './use-apply.ts'
import { usePlan } from './use-plan.ts'
import { type Expected, isOvertaken, type Wanted, withBase } from './wanted.ts'

type ChangeFormProps = {
  wanted: Wanted
  /** What is edited, as it was when the editing began. */
  base?: readonly Expected[]
  /** The act itself, such as `Create virtual cluster`. */
  verb: string
  /** Where one comes from, and goes back to. */
  back: string
  /** What stands under the outcome: where to go on. */
  done: (applied: Applied, made: Made) => ReactNode
  onMerge?: (conflicts: readonly Conflict[]) => void
  onDiscard?: () => void
  /** More about the effect than the server says. */
  effect?: ReactNode
  children: ReactNode
}

/** The fields on the left; beside them always what they will do. Nothing is written before the button says so. */
export function ChangeForm(props: ChangeFormProps) {
  const { wanted, base = [], verb, back, done, onMerge, onDiscard, effect, children } = props
  const [showsAll, setShowsAll] = useState(false)
  const planned = usePlan(wanted)
  const change = useApply()
  const { plan, isCurrent } = planned
  const mayWrite = useMay('write')
  if (change.applied && change.made)
    return <Outcome applied={change.applied}>{done(change.applied, change.made)}</Outcome>
  const isFaulty = (plan?.errors.length ?? 0) > 0
  const isNothing = plan?.changes.every(({ result }) => result === 'NOT_CHANGED')
  const press = () => {
    setShowsAll(true)
    if (plan && !isFaulty && !isNothing) change.apply(wanted, withBase(plan.expected, base))
  }
  const answer = (act: (() => void) | undefined) => () => {
    change.reset()
    act?.()
  }
  return (
    <FaultsProvider errors={plan?.errors ?? []} showsAll={showsAll}>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="min-w-0 space-y-6">
          {change.conflicts.length > 0 && (
            <Overtaken
              conflicts={change.conflicts}
              onMerge={onMerge && answer(() => onMerge(change.conflicts))}
              onDiscard={answer(onDiscard)}
            />
          )}
          {plan && change.conflicts.length === 0 && isOvertaken(plan.expected, base) && <Meanwhile />}
          {children}
        </div>
        <div className="min-w-0">
          <div className="space-y-6 lg:sticky lg:top-6">
            <Review planned={planned} wanted={wanted}>
              {effect}
            </Review>
          </div>
        </div>
        <div className="space-y-4 border-line border-t pt-4 lg:col-span-2">
          <NotDone change={change} />
          {!mayWrite && <ReadOnly />}
          <div className="flex flex-wrap items-center gap-3">
            <Button
              look="main"
              className="px-4 py-2"
              onClick={press}
              disabled={!mayWrite || !isCurrent || change.isPending}
            >
              {change.isUnknown ? 'Check again' : verb}
            </Button>
            <Link href={back} className={buttonLook('plain', 'px-4 py-2')}>
              Cancel
            </Link>
            {showsAll && isFaulty && <span className="text-bad">Correct what is marked first.</span>}
            {isNothing && !isFaulty && <span className="text-ink-3">Nothing would change.</span>}
          </div>
        </div>
      </div>
    </FaultsProvider>
  )
}

const Meanwhile = () => (
  <Notice
    tone="warn"
    what="Someone else has changed this since you began"
    why="What you see in the form is from before."
    next="Applying writes nothing yet: it shows you both versions first."
  />
)

const ReadOnly = () => (
  <Notice
    tone="info"
    what="You may read but not change this."
    why="Your role is Viewer."
    next="Ask an Owner for the role Operator."
  />
)

/** Why it was not done. That the session has ended is said above the page, and the form keeps what was typed. */
export function NotDone({ change: { error, conflicts, isUnknown } }: { change: ReturnType<typeof useApply> }) {
  if (!error || conflicts.length > 0 || isSignedOut(error)) return null
  if (!isUnknown) return <Failure error={error} />
  return (
    <Notice
      tone="unknown"
      what="It is not known whether this was done"
      why="The console took the request and its answer was lost, or it never arrived."
      next="Check again: it is made once, however often it is asked for."
    />
  )
}

'use client'

import { useParams, useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { NotDone } from '#change/change-form.tsx'
import { FaultsProvider } from '#change/faults.tsx'
import { Overtaken } from '#change/overtaken.tsx'
import { Review } from '#change/review.tsx'
import { useApply } from '#change/use-apply.ts'
import { usePlan } from '#change/use-plan.ts'
import { withBase } from '#change/wanted.ts'
import { Notice } from '#components/notice.tsx'
import { Skeleton } from '#components/skeleton.tsx'
import { changesOf } from '#share/changes.ts'
import type { Draft, StepId } from '#share/draft.ts'
import { faultsOf, withPlan } from '#share/faults.ts'
import { nameOf } from '#share/naming.ts'
import { pathOf, steps } from '#share/steps.ts'
import { type HeldDraft, useDraft } from '#share/use-draft.ts'
import { Footer } from './footer.tsx'
import { SharingContext } from './sharing.tsx'
import { StepList } from './step-list.tsx'

const unknownPerson = (
  <Notice
    tone="unknown"
    what="It is not known now who you are"
    why="The database does not answer, and drafts are kept for each person."
    next="Load the page again once the database is back."
  />
)

export function Wizard({ person, children }: { person: string | undefined; children: ReactNode }) {
  return person === undefined ? unknownPerson : <Own person={person}>{children}</Own>
}

function Own({ person, children }: { person: string; children: ReactNode }) {
  const held = useDraft(person)
  const { draft } = held
  return draft ? (
    <Steps held={held} draft={draft}>
      {children}
    </Steps>
  ) : (
    <Skeleton />
  )
}

type StepsProps = { held: HeldDraft; draft: Draft; children: ReactNode }

/** Steps on the left, fields in the middle, and beside them in every step what the whole will do. */
function Steps({ held, draft, children }: StepsProps) {
  const { step = 'partner' } = useParams<{ step?: StepId }>()
  const { push } = useRouter()
  const wanted = { changes: changesOf(draft) }
  const planned = usePlan(wanted)
  const { plan } = planned
  const change = useApply(() => {
    held.clear()
    push(`/partners/${nameOf(draft)}/connect`)
  })
  const [tried, setTried] = useState<StepId>()
  const fields = useRef<HTMLDivElement>(null)
  useFocusOnStep(step, fields)
  if (change.applied) return <Skeleton />
  const isCurrent = planned.isCurrent || wanted.changes.length === 0
  const faults = withPlan(faultsOf(draft, today()), draft, isCurrent ? plan : undefined)
  const isReview = step === 'review'
  const goOn = () => {
    if (!draft.seen.includes(step)) held.edit({ seen: [...draft.seen, step] })
    if (faults.some(each => each.step === step)) return tryAgain(step)
    push(pathOf(steps[steps.findIndex(({ id }) => id === step) + 1]!.id))
  }
  const tryAgain = (of: StepId) => {
    setTried(of)
    requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  const share = () => {
    if (plan && faults.length === 0) change.apply(wanted, withBase(plan.expected, plan.expected.map(asAbsent)))
  }
  return (
    <SharingContext value={{ draft, edit: held.edit, faults }}>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,20rem)] xl:grid-cols-[9rem_minmax(0,1fr)_minmax(0,20rem)]">
        <StepList current={step} seen={isReview ? steps.map(({ id }) => id) : draft.seen} faults={faults} />
        <FaultsProvider errors={faults} showsAll={tried === step || draft.seen.includes(step)} key={step}>
          <div ref={fields} className="min-w-0 space-y-6">
            <Title step={step} />
            {change.conflicts.length > 0 && <Overtaken conflicts={change.conflicts} onDiscard={change.reset} />}
            {children}
          </div>
        </FaultsProvider>
        <div className="min-w-0">
          <div className="space-y-6 lg:sticky lg:top-6">
            <Review planned={planned} wanted={wanted} />
          </div>
        </div>
        <div className="space-y-4 border-line border-t pt-4 lg:col-span-2 xl:col-span-3">
          <NotDone change={change} />
          <Footer
            step={step}
            draft={draft}
            faults={faults}
            isBusy={!planned.isCurrent || change.isPending}
            isUnknown={change.isUnknown}
            onNext={goOn}
            onShare={share}
            held={held}
          />
        </div>
      </div>
    </SharingContext>
  )
}

/** All of it is new: what has come to be meanwhile under one of the names is not overwritten. */
const asAbsent = <Expected,>(each: Expected) => ({ ...each, generation: 'absent' as const })

const today = () => new Date().toISOString().slice(0, 10)

function Title({ step }: { step: StepId }) {
  const { title, about } = steps.find(({ id }) => id === step) ?? steps[0]!
  return (
    <div className="space-y-1">
      <h2 tabIndex={-1} className="font-semibold text-lg outline-none">
        {title}
      </h2>
      <p className="text-ink-2">{about}</p>
    </div>
  )
}

/** Who goes on by keyboard goes on at the top of the next step. */
function useFocusOnStep(step: StepId, fields: React.RefObject<HTMLDivElement | null>): void {
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    fields.current?.querySelector<HTMLElement>('h2')?.focus()
  }, [step, fields])
}

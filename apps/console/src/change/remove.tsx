'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useId, useState } from 'react'
import { Button } from '#components/button.tsx'
import { control } from '#components/field.tsx'
import { Failure } from '#components/live.tsx'
import type { Given } from '#trpc/provider.tsx'
import { NotDone } from './change-form.tsx'
import { Overtaken } from './overtaken.tsx'
import { Effect } from './review.tsx'
import { type Applied, useApply } from './use-apply.ts'
import { usePlan } from './use-plan.ts'

type RemoveProps = {
  /** Such as `virtual cluster acme`. */
  what: string
  /** What must be typed before it is done. */
  name: string
  changes: readonly Given[]
  onDone: (applied: Applied) => void
  words?: string
}

/** Removes something once its name was typed, and shows before whom that hits. A failure stays in the dialog. */
export function Remove({ what, name, changes, onDone, words = 'Remove' }: RemoveProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={setOpen}>
      <AlertDialog.Trigger render={<Button look="danger" aria-label={`${words} ${what}`} />}>
        {words}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-10 bg-surface-1/70" />
        <AlertDialog.Popup className="fixed top-[10vh] left-1/2 z-10 max-h-[80vh] w-[32rem] max-w-[92vw] -translate-x-1/2 space-y-4 overflow-y-auto rounded-lg border border-line bg-surface-2 p-5 shadow-raised outline-none">
          <AlertDialog.Title className="break-words font-semibold text-lg">{`${words} ${what}?`}</AlertDialog.Title>
          {isOpen && <Confirm {...{ what, name, changes, onDone, words }} onClose={() => setOpen(false)} />}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function Confirm({ what, name, changes, onDone, words, onClose }: Required<RemoveProps> & { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const { plan, error, isCurrent } = usePlan({ changes })
  const change = useApply(onDone)
  const isReady = typed === name && isCurrent && plan?.errors.length === 0 && !change.isPending
  return (
    <>
      <AlertDialog.Description render={<div className="space-y-3" />}>
        {error && <Failure error={error} />}
        {plan ? <Effect plan={plan} /> : !error && <p className="text-ink-3">Working out what this does…</p>}
      </AlertDialog.Description>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-ink-2">
          Type <span className="font-mono text-ink-1 text-sm">{name}</span> to go on
        </label>
        <input
          id={id}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={event => setTyped(event.target.value)}
          className={control}
        />
      </div>
      {change.conflicts.length > 0 && <Overtaken conflicts={change.conflicts} onDiscard={onClose} />}
      <NotDone change={change} />
      <div className="flex justify-end gap-2">
        <AlertDialog.Close render={<Button />}>Cancel</AlertDialog.Close>
        <Button look="danger" disabled={!isReady} onClick={() => plan && change.apply({ changes }, plan.expected)}>
          {`${words} ${what}`}
        </Button>
      </div>
    </>
  )
}

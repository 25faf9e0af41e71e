'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactElement, ReactNode } from 'react'

type AskingProps = {
  trigger: ReactElement
  title: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

/** A dialog that asks before something is done. What it holds is made anew each time that it opens. */
export const Asking = ({ trigger, title, isOpen, onOpenChange, children }: AskingProps) => (
  <AlertDialog.Root open={isOpen} onOpenChange={onOpenChange}>
    <AlertDialog.Trigger render={trigger} />
    <AlertDialog.Portal>
      <AlertDialog.Backdrop className="fixed inset-0 z-10 bg-surface-1/70" />
      <AlertDialog.Popup className="fixed top-[10vh] left-1/2 z-10 max-h-[80vh] w-[34rem] max-w-[92vw] -translate-x-1/2 space-y-4 overflow-y-auto rounded-lg border border-line bg-surface-2 p-5 shadow-raised outline-none">
        <AlertDialog.Title className="break-words font-semibold text-lg">{title}</AlertDialog.Title>
        {isOpen && children}
      </AlertDialog.Popup>
    </AlertDialog.Portal>
  </AlertDialog.Root>
)

/** Leaves without doing it. */
export const CloseAsking = AlertDialog.Close

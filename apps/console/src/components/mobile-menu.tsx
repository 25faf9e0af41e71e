'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Menu as MenuIcon, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Navigation } from '#components/navigation.tsx'

const square =
  'inline-flex size-9 items-center justify-center rounded-md text-ink-2 hover:bg-surface-3 hover:text-ink-1'

/** The same navigation where the window has no room for a side of its own. */
export function MobileMenu({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger aria-label="Open navigation" className={square}>
        <MenuIcon aria-hidden="true" className="size-5" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-10 bg-surface-1/70" />
        <Dialog.Popup className="fixed inset-y-0 right-0 z-10 flex w-72 max-w-[85vw] flex-col gap-6 border-line border-l bg-surface-1 p-4 shadow-raised outline-none">
          <div className="flex items-center justify-between">
            <Dialog.Title className="px-2 font-semibold">Navigation</Dialog.Title>
            <Dialog.Close aria-label="Close navigation" className={square}>
              <X aria-hidden="true" className="size-5" />
            </Dialog.Close>
          </div>
          <Navigation onGo={() => setOpen(false)} />
          <div className="mt-auto">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

'use client'

import { useState } from 'react'
import { Asking, CloseAsking } from '#components/asking.tsx'
import { Button } from '#components/button.tsx'

/** A draft is kept nowhere else: what is thrown away is gone. */
export function StartAnew({ onClear }: { onClear: () => void }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Asking trigger={<Button>Start anew</Button>} title="Throw this draft away?" isOpen={isOpen} onOpenChange={setOpen}>
      <p className="text-ink-2">
        Everything that was filled in goes. Nothing was written of it, so nothing else changes.
      </p>
      <div className="flex justify-end gap-2">
        <CloseAsking render={<Button />}>Keep it</CloseAsking>
        <Button
          look="danger"
          onClick={() => {
            onClear()
            setOpen(false)
          }}
        >
          Throw it away
        </Button>
      </div>
    </Asking>
  )
}

'use client'

import { Button } from '#components/button.tsx'
import { Notice } from '#components/notice.tsx'

/** What Next tells of an error of the server is its digest alone, which the log has too. */
export type BrokenProps = { error: Error & { digest?: string } }

export const Broken = ({ error: { digest } }: BrokenProps) => (
  <div className="max-w-prose space-y-4">
    <Notice
      tone="bad"
      what="This page cannot be shown"
      why="The console met an error that it did not expect. Gateways and their clients are not touched by it."
      next={
        digest
          ? 'Try again. The log of the console says more under the id below.'
          : 'Try again. The console of the browser says more.'
      }
      id={digest}
    />
    <div className="flex flex-wrap gap-3">
      <Button look="main" onClick={() => window.location.reload()}>
        Try again
      </Button>
      <Button onClick={() => window.location.assign('/')}>Go to the start</Button>
    </div>
  </div>
)

'use client'

import { useMutation } from '@tanstack/react-query'
import { Button } from '#components/button.tsx'
import { Failure } from '#components/live.tsx'
import type { Selection } from '#components/selection.ts'

/** Puts the names of what is selected on the clipboard, one a line, as scripts take them. */
export function CopyNames({ of, namesOf }: { of: Selection; namesOf: (selection: Selection) => Promise<string[]> }) {
  const copy = useMutation({
    mutationFn: async (selection: Selection) => {
      const all = await namesOf(selection)
      await navigator.clipboard.writeText(all.join('\n'))
      return all.length
    },
  })
  return (
    <>
      <Button disabled={copy.isPending} onClick={() => copy.mutate(of)}>
        {copy.isPending ? 'Copying…' : 'Copy names'}
      </Button>
      {copy.data !== undefined && copy.variables === of && (
        <p role="status" className="text-ink-2">
          {copy.data.toLocaleString('en')} copied
        </p>
      )}
      {copy.error && <Failure error={copy.error} />}
    </>
  )
}

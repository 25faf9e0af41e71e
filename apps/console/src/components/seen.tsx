'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Notice } from '#components/notice.tsx'
import { useTRPC } from '#trpc/provider.tsx'

type SeenProps = { at: string; missing: readonly string[] }

/** What a gateway tells of a Kafka cluster is as old as it is, and may not be all. */
export function Seen({ at, missing }: SeenProps) {
  const queryClient = useQueryClient()
  const everything = useTRPC().physicalCluster.pathFilter()
  return (
    <div className="space-y-3">
      <p className="text-ink-3 text-xs">
        Seen by a gateway <Ago at={at} />.{' '}
        <button
          type="button"
          className="rounded-sm text-accent underline-offset-2 hover:underline"
          onClick={() => void queryClient.invalidateQueries(everything)}
        >
          Look again
        </button>
      </p>
      <Missing of={missing} />
    </div>
  )
}

/** What could not be seen, in sentences. */
export const Missing = ({ of }: { of: readonly string[] }) =>
  of.length > 0 && (
    <Notice
      tone="warn"
      what="Not everything could be seen"
      why={
        <ul>
          {of.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
    />
  )

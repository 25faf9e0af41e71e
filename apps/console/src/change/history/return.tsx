'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/button.tsx'
import { Live } from '#components/live.tsx'
import { Muted } from '#components/mono.tsx'
import { type Given, useTRPC, useTRPCClient } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'
import { NotDone } from '../change-form.tsx'
import { titleOf } from '../kind-names.ts'
import { Outcome } from '../outcome.tsx'
import { Overtaken } from '../overtaken.tsx'
import { Effect } from '../review.tsx'
import { useApply } from '../use-apply.ts'
import type { Expected } from '../wanted.ts'
import { YamlDiff } from '../yaml-diff.tsx'

type Target = { kind: string; name: string; vCluster: string | undefined; generation: number }

/** Back to what it was then, as a change like any other: planned, shown, and a new generation. */
export function Return(target: Target) {
  const [isOpen, setOpen] = useState(false)
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={setOpen}>
      <AlertDialog.Trigger render={<Button />}>Return to this</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-10 bg-surface-1/70" />
        <AlertDialog.Popup className="fixed top-[8vh] left-1/2 z-10 max-h-[84vh] w-[42rem] max-w-[92vw] -translate-x-1/2 space-y-4 overflow-y-auto rounded-lg border border-line bg-surface-2 p-5 shadow-raised outline-none">
          <AlertDialog.Title className="break-words font-semibold text-lg">{`Return ${titleOf(target as Target & { vCluster: string })} to generation ${target.generation}`}</AlertDialog.Title>
          {isOpen && <Confirm {...target} onClose={() => setOpen(false)} />}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function Confirm({ kind, name, vCluster, generation, onClose }: Target & { onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [contents, setContents] = useState(false)
  const target = {
    kind: kind as Expected['kind'],
    name,
    ...(vCluster !== undefined && { vCluster }),
    generation,
    contents,
  }
  const planned = useQuery({
    queryKey: [...trpc.history.restore.mutationKey(), target],
    queryFn: () => client.history.restore.mutate(target),
    gcTime: 0,
    meta: asking,
  })
  const change = useApply()
  if (change.applied)
    return (
      <Outcome applied={change.applied}>
        <AlertDialog.Close render={<Button />}>Close</AlertDialog.Close>
      </Outcome>
    )
  return (
    <>
      {kind === 'VirtualCluster' && (
        <label className="flex gap-2">
          <input
            type="checkbox"
            className="accent-accent"
            checked={contents}
            onChange={event => setContents(event.target.checked)}
          />
          With all its topics, accounts and ACLs as they were then
        </label>
      )}
      <Live of={planned}>
        {({ plan, changes }) => (
          <>
            <AlertDialog.Description render={<div className="space-y-3" />}>
              {changes.length === 0 ? (
                <Muted>It is as it was then: nothing would change.</Muted>
              ) : (
                <Effect plan={plan} />
              )}
              {plan.changes.map(each => (
                <YamlDiff
                  key={`${each.kind}/${each.vCluster}/${each.name}`}
                  before={each.yamlBefore ?? ''}
                  after={each.yamlAfter ?? ''}
                  label={`Change of ${each.kind} ${each.name}`}
                />
              ))}
            </AlertDialog.Description>
            {change.conflicts.length > 0 && <Overtaken conflicts={change.conflicts} onDiscard={onClose} />}
            <NotDone change={change} />
            <div className="flex justify-end gap-2">
              <AlertDialog.Close render={<Button />}>Cancel</AlertDialog.Close>
              <Button
                look="main"
                disabled={changes.length === 0 || plan.errors.length > 0 || change.isPending}
                onClick={() => change.apply({ changes: changes as Given[] }, plan.expected)}
              >
                {change.isUnknown ? 'Check again' : `Return to generation ${generation}`}
              </Button>
            </div>
          </>
        )}
      </Live>
    </>
  )
}

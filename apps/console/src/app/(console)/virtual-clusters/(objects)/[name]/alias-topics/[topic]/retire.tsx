'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { NotDone } from '#change/change-form.tsx'
import { Overtaken } from '#change/overtaken.tsx'
import { Effect } from '#change/review.tsx'
import { useApply } from '#change/use-apply.ts'
import { Asking, CloseAsking } from '#components/asking.tsx'
import { Button } from '#components/button.tsx'
import { Live } from '#components/live.tsx'
import { type Given, useTRPC, useTRPCClient } from '#trpc/provider.tsx'
import { asking } from '#trpc/query-client.ts'

type RetireProps = { vCluster: string; name: string }

/** Takes an old name away before its time, with the rights that name it. */
export function Retire(props: RetireProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Asking
      trigger={<Button look="danger">{`Retire ${props.name} now`}</Button>}
      title={`Retire ${props.name} now?`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <Confirm {...props} onClose={() => setOpen(false)} />
    </Asking>
  )
}

function Confirm({ onClose, ...key }: RetireProps & { onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const { push } = useRouter()
  const planned = useQuery({
    queryKey: [...trpc.aliasTopic.planRetire.mutationKey(), key],
    queryFn: () => client.aliasTopic.planRetire.mutate(key),
    gcTime: 0,
    meta: asking,
  })
  const change = useApply(() => push(`/virtual-clusters/${key.vCluster}/alias-topics`))
  return (
    <Live of={planned}>
      {({ plan, changes }) => (
        <>
          <Effect plan={plan} />
          {change.conflicts.length > 0 && <Overtaken conflicts={change.conflicts} onDiscard={onClose} />}
          <NotDone change={change} />
          <div className="flex justify-end gap-2">
            <CloseAsking render={<Button />}>Cancel</CloseAsking>
            <Button
              look="danger"
              disabled={plan.errors.length > 0 || change.isPending}
              onClick={() => change.apply({ changes: changes as Given[] }, plan.expected)}
            >
              {change.isUnknown ? 'Check again' : `Retire ${key.name}`}
            </Button>
          </div>
        </>
      )}
    </Live>
  )
}

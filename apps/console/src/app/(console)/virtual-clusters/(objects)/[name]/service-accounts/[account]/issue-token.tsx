'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Asking, CloseAsking } from '#components/asking.tsx'
import { Button } from '#components/button.tsx'
import { control } from '#components/field.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { daysOf, LifetimeField, usual } from './lifetime.tsx'
import { TokenFailure } from './token-failure.tsx'
import { TokenSecret } from './token-secret.tsx'

const daySeconds = 24 * 60 * 60

const overlaps = [
  [0, 'It ends at once'],
  [600, 'Ten more minutes'],
  [3600, 'One more hour'],
  [daySeconds, 'One more day'],
  [7 * daySeconds, 'Seven more days'],
] as const

type IssueTokenProps = {
  vCluster: string
  account: string
  /** The token that it takes the place of. */
  replaces?: string
}

export function IssueToken(props: IssueTokenProps) {
  const { account, replaces } = props
  const [isOpen, setOpen] = useState(false)
  const [isShown, setShown] = useState(false)
  const verb = replaces === undefined ? 'Issue token' : 'Replace'
  // Whoever looks away for a moment must not lose what is shown once.
  const change = (open: boolean) => setOpen(open || isShown)
  const close = () => {
    setShown(false)
    setOpen(false)
  }
  return (
    <Asking
      trigger={
        <Button
          look={replaces === undefined ? 'main' : 'plain'}
          aria-label={replaces === undefined ? `Issue token to ${account}` : `Replace token ${replaces}`}
        >
          {verb}
        </Button>
      }
      title={replaces === undefined ? `Issue a token to ${account}` : `Replace a token of ${account}`}
      isOpen={isOpen}
      onOpenChange={change}
    >
      <Issue {...props} onShown={() => setShown(true)} onClose={close} />
    </Asking>
  )
}

type IssueProps = IssueTokenProps & { onShown: () => void; onClose: () => void }

/** The answer lives in this dialog alone: no cache of the page keeps it. */
function Issue({ vCluster, account, replaces, onShown, onClose }: IssueProps) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [lifetime, setLifetime] = useState(usual)
  const [overlapSeconds, setOverlap] = useState(3600)
  const issue = useMutation(
    trpc.token.issue.mutationOptions({
      gcTime: 0,
      onSuccess: () => {
        onShown()
        return queryClient.invalidateQueries(trpc.gatewayServiceAccount.usage.pathFilter())
      },
    }),
  )
  if (issue.data)
    return (
      <TokenSecret
        vCluster={vCluster}
        account={account}
        token={issue.data.token}
        onClose={onClose}
        {...(replaces !== undefined && { overlapSeconds })}
      />
    )
  const days = daysOf(lifetime)
  const send = () =>
    days !== undefined &&
    issue.mutate({
      vCluster,
      username: account,
      lifeTimeSeconds: days * daySeconds,
      ...(replaces !== undefined && { replaces, overlapSeconds }),
    })
  return (
    <>
      <p className="text-ink-2">
        {`With it whoever has it signs in to ${vCluster} as ${account}. It is shown once, and can be revoked at any time.`}
      </p>
      <LifetimeField value={lifetime} onChange={setLifetime} />
      {replaces !== undefined && <Overlap value={overlapSeconds} onChange={setOverlap} />}
      <TokenFailure error={issue.error} unknown="A token that you did not see may stand in the list: revoke it." />
      <div className="flex justify-end gap-2">
        <CloseAsking render={<Button />}>Cancel</CloseAsking>
        <Button look="main" disabled={days === undefined || issue.isPending} onClick={send}>
          {replaces === undefined ? 'Issue token' : 'Replace token'}
        </Button>
      </div>
    </>
  )
}

function Overlap({ value, onChange }: { value: number; onChange: (seconds: number) => void }) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-ink-2">
        The token before works for
      </label>
      <select id={id} className={control} value={value} onChange={({ target }) => onChange(Number(target.value))}>
        {overlaps.map(([seconds, words]) => (
          <option key={seconds} value={seconds}>
            {words}
          </option>
        ))}
      </select>
      <span className="text-ink-3 text-xs">Until then both work, so that no client has to stop.</span>
    </div>
  )
}

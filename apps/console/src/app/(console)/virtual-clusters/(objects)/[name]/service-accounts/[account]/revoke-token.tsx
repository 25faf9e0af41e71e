'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Asking, CloseAsking } from '#components/asking.tsx'
import { Button } from '#components/button.tsx'
import { Status } from '#components/status.tsx'
import { type UsedToken, useTRPC } from '#trpc/provider.tsx'
import { TokenFailure } from './token-failure.tsx'

type RevokeTokenProps = { vCluster: string; of: UsedToken }

export function RevokeToken({ vCluster, of: token }: RevokeTokenProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Asking
      trigger={
        <Button look="danger" aria-label={`Revoke token ${token.token}`}>
          Revoke
        </Button>
      }
      title={`Revoke a token of ${token.username}?`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <Revoke vCluster={vCluster} of={token} onDone={() => setOpen(false)} />
    </Asking>
  )
}

function Revoke({ vCluster, of: { token, username }, onDone }: RevokeTokenProps & { onDone: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const revoke = useMutation(
    trpc.token.revoke.mutationOptions({
      onSuccess: () => {
        onDone()
        return queryClient.invalidateQueries(trpc.gatewayServiceAccount.usage.pathFilter())
      },
    }),
  )
  return (
    <>
      <p className="text-ink-2">
        Connections that signed in with it end at once, at every gateway, and nobody signs in with it again. There is no
        way back: issue another.
      </p>
      <Using vCluster={vCluster} token={token} account={username} />
      <TokenFailure
        error={revoke.error}
        unknown="Press it again: a token is revoked once, however often it is asked."
      />
      <div className="flex justify-end gap-2">
        <CloseAsking render={<Button />}>Cancel</CloseAsking>
        <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate({ id: token })}>
          Revoke token
        </Button>
      </div>
    </>
  )
}

/** Whom it hits: the clients that have signed in with it and are connected. */
function Using({ vCluster, token, account }: { vCluster: string; token: string; account: string }) {
  const { data } = useQuery(useTRPC().connection.list.queryOptions({ virtualCluster: vCluster }))
  if (data === undefined) return null
  const own = data.clients.filter(client => client.token === token)
  if (own.length === 0) return <Status tone="ok">{`No client of ${account} is connected with it now.`}</Status>
  return (
    <div className="space-y-1.5">
      <Status tone="warn">Connected with it now:</Status>
      <ul className="list-disc space-y-1 pl-8 text-ink-2 marker:text-ink-3">
        {own.map(({ gateway, host, software, connections }) => (
          <li key={`${gateway} ${host} ${software}`} className="break-words">
            {`${software ?? 'A client that gives no name'} from ${host}, ${connections} ${connections === 1 ? 'connection' : 'connections'} at ${gateway}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

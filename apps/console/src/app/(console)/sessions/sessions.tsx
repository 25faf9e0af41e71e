'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { browserName } from '#components/browser-name.ts'
import { Button } from '#components/button.tsx'
import { Failure, Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import { type Column, Table } from '#components/table.tsx'
import { isSignedOut } from '#components/trouble.ts'
import { type OpenSession, useTRPC } from '#trpc/provider.tsx'

export function Sessions() {
  const trpc = useTRPC()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries(trpc.session.list.queryFilter())
  const sessions = useQuery(trpc.session.list.queryOptions())
  const end = useMutation(trpc.session.end.mutationOptions({ onSuccess }))
  const endOthers = useMutation(trpc.session.endOthers.mutationOptions({ onSuccess }))
  const failure = end.error ?? endOthers.error
  const columns: readonly Column<OpenSession>[] = [
    { name: 'Browser', cell: ({ browser }) => (browser ? browserName(browser) : <Muted>Not told</Muted>) },
    { name: 'From', cell: ({ address }) => (address ? <Mono>{address}</Mono> : <Muted>Not told</Muted>) },
    { name: 'Since', cell: ({ since }) => <Ago at={since} /> },
    { name: 'Last seen', cell: ({ seen }) => <Ago at={seen} /> },
    {
      name: 'End',
      cell: ({ id, isThis }) =>
        isThis ? (
          <Status tone="info">This browser</Status>
        ) : (
          <Button disabled={end.isPending} onClick={() => end.mutate({ id })}>
            End
          </Button>
        ),
    },
  ]
  return (
    <div className="space-y-4">
      {failure && !isSignedOut(failure) && <Failure error={failure} />}
      <Live of={sessions}>
        {rows => (
          <div className="space-y-4">
            <Table label="Sessions" rowKey={({ id }) => id} rows={rows} columns={columns} />
            {rows.length > 1 ? (
              <Button look="danger" disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
                End all others
              </Button>
            ) : (
              <p className="text-ink-2">You are signed in nowhere else.</p>
            )}
          </div>
        )}
      </Live>
    </div>
  )
}

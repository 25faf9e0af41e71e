'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/button.tsx'
import { Failure, Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Notice } from '#components/notice.tsx'
import { Missing } from '#components/seen.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { emptyQuestion, type Question, QuestionFields, queryOf } from './question-fields.tsx'
import { Records } from './records.tsx'

type MessagesProps = { name: string; topic: string }

/** A few records, where the cluster lets them be read. */
export function Messages({ name, topic }: MessagesProps) {
  const cluster = useQuery(useTRPC().physicalCluster.get.queryOptions({ name }))
  const mayRead = useMay('write')
  return (
    <Live of={cluster}>
      {({ spec: { messages }, managedBy }) =>
        messages !== 'readable' ? (
          <Hidden isManaged={managedBy !== undefined} />
        ) : mayRead ? (
          <Peek name={name} topic={topic} />
        ) : (
          <p className="text-ink-2">To read records takes a role that may change things: ask an Owner.</p>
        )
      }
    </Live>
  )
}

const Hidden = ({ isManaged }: { isManaged: boolean }) => (
  <Notice
    tone="info"
    what="Records of this cluster are hidden"
    why="They are their producers’, and may hold anything."
    next={
      isManaged
        ? 'If they may be read, declare gateway.messages=readable where the cluster is declared, and restart the gateways.'
        : 'If they may be read, edit the cluster and choose Records: Readable.'
    }
  />
)

function Peek({ name, topic }: MessagesProps) {
  const [question, setQuestion] = useState<Question>(emptyQuestion)
  const read = useMutation(useTRPC().physicalCluster.messages.mutationOptions({ trpc: { context: { alone: true } } }))
  const { data, error, isPending } = read
  return (
    <div className="space-y-3" aria-busy={isPending}>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={event => {
          event.preventDefault()
          read.mutate({ name, topic, ...queryOf(question) })
        }}
      >
        <QuestionFields value={question} onChange={setQuestion} />
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Reading…' : 'Read records'}
        </Button>
      </form>
      {error && <Failure error={error} />}
      {data && (
        <>
          <Missing of={data.missing} />
          <Records of={data.records} />
        </>
      )}
    </div>
  )
}

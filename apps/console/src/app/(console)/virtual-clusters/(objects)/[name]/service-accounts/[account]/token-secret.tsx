'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/button.tsx'
import { clientFile, download } from '#components/client-file.ts'
import { CodeBlock } from '#components/code-block.tsx'
import { Notice } from '#components/notice.tsx'
import { useTRPC } from '#trpc/provider.tsx'

type TokenSecretProps = {
  vCluster: string
  account: string
  token: string
  /** How long the token that it replaced still works. */
  overlapSeconds?: number
  onClose: () => void
}

/** Shown once: nothing keeps its text, neither the database nor this page. */
export function TokenSecret({ vCluster, account, token, overlapSeconds, onClose }: TokenSecretProps) {
  const { data } = useQuery(useTRPC().virtualCluster.get.queryOptions({ name: vCluster }))
  const [issuedAt] = useState(() => Date.now())
  const file = data && clientFile(data, account, token)
  return (
    <>
      <Notice
        tone="warn"
        what="Take it now: it is not shown again"
        why={overlapSeconds === undefined ? undefined : whatOfTheOther(issuedAt, overlapSeconds)}
      />
      <CodeBlock code={token} label="token" />
      {file === undefined ? (
        <p className="text-ink-2">{`${vCluster} has no address yet: clients get one with its first alias topic.`}</p>
      ) : (
        <p className="text-ink-2">
          As <span className="font-mono text-sm">client.properties</span> it is complete with the address, for Kafka’s
          own tools and every Java client.
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {file !== undefined && <Button onClick={() => download(file)}>Download client.properties</Button>}
        <Button look="main" onClick={onClose}>
          I have it
        </Button>
      </div>
    </>
  )
}

const whatOfTheOther = (issuedAt: number, overlapSeconds: number): string =>
  overlapSeconds === 0
    ? 'The token before it has ended.'
    : `Both work until ${new Date(issuedAt + overlapSeconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC; then the one before ends.`

'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ago } from '#components/ago.tsx'
import { Button } from '#components/button.tsx'
import { clientFile, download } from '#components/client-file.ts'
import { CodeBlock } from '#components/code-block.tsx'
import { Failure } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Notice } from '#components/notice.tsx'
import { isSignedOut } from '#components/trouble.ts'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'

const days = 90
const lifeTimeSeconds = days * 24 * 60 * 60

type CredentialProps = { cluster: VirtualCluster; username: string }

/** What an account signs in with. Its text is in this page alone, and goes with it. */
export function Credential({ cluster, username }: CredentialProps) {
  const vCluster = cluster.metadata.name
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const issue = useMutation(
    trpc.token.issue.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.token.pathKey() }),
      gcTime: 0,
    }),
  )
  const mayWrite = useMay('write')
  const verb = issue.data ? 'Issue another' : 'Issue credential'
  return (
    <div className="space-y-3">
      {!issue.data && <Earlier vCluster={vCluster} username={username} />}
      {issue.data && <Issued cluster={cluster} username={username} token={issue.data.token} />}
      {issue.error && !isSignedOut(issue.error) && <Failure error={issue.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look={issue.data ? 'plain' : 'main'}
          disabled={!mayWrite || issue.isPending}
          onClick={() => issue.mutate({ vCluster, username, lifeTimeSeconds })}
        >
          {`${verb} for ${username}`}
        </Button>
        <span className="text-ink-3">
          {mayWrite
            ? `It lasts ${days} days and is shown once.`
            : 'Your role is Viewer: ask an Owner for the role Operator.'}
        </span>
      </div>
    </div>
  )
}

/** Credentials that work already, whose text nobody can show any more. */
function Earlier({ vCluster, username }: { vCluster: string; username: string }) {
  const { data = [] } = useQuery(useTRPC().token.list.queryOptions({ vCluster, username }))
  const last = data.toSorted((a, b) => b.issuedAt.localeCompare(a.issuedAt))[0]
  if (!last) return null
  return (
    <Notice
      tone="info"
      what={`${username} has a credential`}
      why={
        <>
          It was issued <Ago at={last.issuedAt} /> and shown then. Its text is kept nowhere.
        </>
      }
      next="Where it is lost, issue another."
    />
  )
}

type IssuedProps = CredentialProps & { token: string }

function Issued({ cluster, username, token }: IssuedProps) {
  const file = clientFile(cluster, username, token)
  return (
    <section aria-label={`Credential of ${username}`} className="space-y-3">
      <Notice
        tone="warn"
        what="Copy this now: it is not shown again"
        why="It is the password. Hand it over by a way that nobody else reads."
      />
      <CodeBlock code={token} label="password" />
      {file === undefined ? (
        <p className="text-ink-2">There is no address yet: a gateway has to reach the physical cluster first.</p>
      ) : (
        <>
          <CodeBlock code={file.trimEnd()} label="client.properties" />
          <Button onClick={() => download(file, `${username}.properties`)}>{`Download ${username}.properties`}</Button>
        </>
      )}
    </section>
  )
}

'use client'

import { CodeBlock } from '#components/code-block.tsx'
import { Failure } from '#components/live.tsx'
import { Status } from '#components/status.tsx'
import type { Given, VirtualCluster } from '#trpc/provider.tsx'
import { Effective } from './effective.tsx'
import { kafkaAcls } from './kafka-acls.ts'
import { useCompare } from './use-compare.ts'
import type { useDraft } from './use-draft.ts'
import { warningsOf } from './warnings.ts'
import { nameOfPrincipal } from './words.ts'

type ConsequencesProps = {
  cluster: VirtualCluster
  principal: string
  changes: Given[]
  draft: ReturnType<typeof useDraft>
}

/** What the rules come to: what to look at twice, every right before and after, and the same by Kafka's own tool. */
export function Consequences({ cluster, principal, changes, draft: { draft, added, removed } }: ConsequencesProps) {
  const { metadata, spec } = cluster
  const who = nameOfPrincipal(principal)
  const { data, error } = useCompare({ vCluster: metadata.name, principal, changes })
  const warnings = data ? warningsOf({ ...data, who, draft, added }) : []
  const hasChanges = added.length + removed.length > 0
  return (
    <>
      {warnings.length > 0 && (
        <ul aria-label="Warnings" className="space-y-1.5">
          {warnings.map(warning => (
            <li key={warning} className="break-words">
              <Status tone="warn">{warning}</Status>
            </li>
          ))}
        </ul>
      )}
      {hasChanges && (
        <p className="text-ink-2">
          What is added and what is removed takes effect at once, in one transaction: nobody lacks a right in between.
        </p>
      )}
      {error && <Failure error={error} />}
      {data && <Effective who={who} compared={data} />}
      {hasChanges && spec.aclMode === 'KAFKA_API' && (
        <details>
          <summary className="cursor-default text-ink-2">The same with kafka-acls</summary>
          <div className="pt-2">
            <CodeBlock
              code={kafkaAcls({
                principal,
                bootstrapServers: spec.bootstrapServers ?? 'localhost:6972',
                added,
                removed,
              })}
              label="kafka-acls commands"
            />
          </div>
        </details>
      )}
    </>
  )
}

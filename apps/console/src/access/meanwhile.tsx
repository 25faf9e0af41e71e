'use client'

import { Notice } from '#components/notice.tsx'
import { Table } from '#components/table.tsx'
import { without } from './edits.ts'
import { type Grant, grantKey, targetOf } from './grant.ts'
import { operationName, targetName } from './words.ts'

type MeanwhileProps = {
  /** The rules when editing began, as they are now, and as they would be. */
  began: readonly Grant[]
  now: readonly Grant[]
  draft: readonly Grant[]
}

/** What someone else changed since: an edit is a set of rules that come and go, so nothing of theirs is undone. */
export function Meanwhile({ began, now, draft }: MeanwhileProps) {
  const changed = [...without(now, began), ...without(began, now)]
  if (changed.length === 0) return null
  const [inBegan, inNow, inDraft] = [began, now, draft].map(list => new Set(list.map(grantKey)))
  const says = (set: Set<string> | undefined, grant: Grant) =>
    set?.has(grantKey(grant)) ? permission(grant) : 'Not set'
  return (
    <section aria-label="Changed by someone else" className="space-y-3">
      <Notice
        tone="warn"
        what="Someone else changed rules of this principal since you began"
        why="Your edit adds and removes single rules: what they changed stays, unless you set the same here."
      />
      <Table
        label="Changed by someone else"
        rows={changed}
        rowKey={grantKey}
        columns={[
          { name: 'Rule', cell: grant => `${operationName(grant.operation)} ${targetName(targetOf(grant))}` },
          { name: 'When you began', cell: grant => says(inBegan, grant) },
          { name: 'Now', cell: grant => says(inNow, grant) },
          { name: 'After yours', cell: grant => says(inDraft, grant) },
        ]}
      />
    </section>
  )
}

const permission = ({ permissionType }: Grant) => (permissionType === 'ALLOW' ? 'Allow' : 'Deny')

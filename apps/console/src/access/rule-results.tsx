import { Status, type Tone } from '#components/status.tsx'
import { Table } from '#components/table.tsx'
import type { RuleResult } from './changes.ts'
import { grantKey, targetOf } from './grant.ts'
import { operationName, targetName } from './words.ts'

const results: Readonly<Record<string, { tone: Tone; word: string }>> = {
  CREATED: { tone: 'ok', word: 'Created' },
  NOT_CHANGED: { tone: 'info', word: 'Already there' },
  DELETED: { tone: 'ok', word: 'Removed' },
}

/** What became of each rule. All were made in one transaction: nobody lacked a right in between. */
export const RuleResults = ({ of }: { of: readonly RuleResult[] }) => (
  <Table
    label="What became of each rule"
    rows={of}
    rowKey={({ grant }) => grantKey(grant)}
    columns={[
      { name: 'Rule', cell: ({ grant }) => `${operationName(grant.operation)} ${targetName(targetOf(grant))}` },
      { name: 'Permission', cell: ({ grant }) => (grant.permissionType === 'ALLOW' ? 'Allow' : 'Deny') },
      { name: 'Result', cell: ({ result }) => <Result of={result} /> },
    ]}
  />
)

function Result({ of }: { of: string }) {
  const { tone, word } = results[of] ?? { tone: 'unknown', word: of }
  return <Status tone={tone}>{word}</Status>
}

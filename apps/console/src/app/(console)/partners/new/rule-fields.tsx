'use client'

import { SelectField, TextField } from '#change/fields.tsx'
import { ofDraft } from '#share/faults.ts'
import type { Rule } from '#share/naming.ts'
import { useSharing } from './sharing.tsx'

const kinds: readonly (readonly [Rule['kind'], string])[] = [
  ['keep', 'Keep the name'],
  ['strip', 'Strip a prefix'],
  ['add', 'Add a prefix'],
  ['replace', 'Replace by a regular expression'],
]

const labels: Readonly<Record<Rule['kind'], string | undefined>> = {
  keep: undefined,
  strip: 'Prefix that goes',
  add: 'Prefix that comes',
  replace: 'Regular expression',
}

/** Names all aliases at once. What was renamed by hand keeps that name. */
export function RuleFields() {
  const { draft, edit } = useSharing()
  const { rule } = draft
  const change = (part: Partial<Rule>) => edit({ rule: { ...rule, ...part } })
  const label = labels[rule.kind]
  const common = { change: ofDraft, mono: true }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label="Names of the aliases"
        path="kind"
        change={ofDraft}
        value={rule.kind}
        onChange={kind => change({ kind })}
        options={kinds}
      />
      {label && (
        <TextField {...common} label={label} path="rule" value={rule.text} onChange={text => change({ text })} />
      )}
      {rule.kind === 'replace' && (
        <TextField
          {...common}
          label="Replaced by"
          path="by"
          value={rule.by}
          onChange={by => change({ by })}
          hint="$1 is what the first group has matched."
        />
      )}
    </div>
  )
}

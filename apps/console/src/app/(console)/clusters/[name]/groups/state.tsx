import { Status, type Tone } from '#components/status.tsx'

/** As brokers call them (GroupState.java), and what that means. */
const states: Readonly<Record<string, { tone: Tone; words: string }>> = {
  Stable: { tone: 'ok', words: 'Reading' },
  Empty: { tone: 'unknown', words: 'No member' },
  PreparingRebalance: { tone: 'info', words: 'Sharing out partitions' },
  CompletingRebalance: { tone: 'info', words: 'Sharing out partitions' },
  Assigning: { tone: 'info', words: 'Sharing out partitions' },
  Reconciling: { tone: 'info', words: 'Sharing out partitions' },
  Dead: { tone: 'unknown', words: 'Gone' },
}

export function GroupState({ of }: { of: string }) {
  const { tone, words } = states[of] ?? { tone: 'unknown', words: of || 'Not told' }
  return <Status tone={tone}>{words}</Status>
}

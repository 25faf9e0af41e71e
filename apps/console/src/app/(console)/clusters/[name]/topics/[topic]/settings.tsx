'use client'

import { useState } from 'react'
import { Button } from '#components/button.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { type Column, Table } from '#components/table.tsx'
import type { Topic } from '#trpc/provider.tsx'

type Setting = Topic['configs'][number]

const sources: Readonly<Record<Setting['source'], string>> = {
  topic: 'This topic',
  broker: 'The brokers',
  default: 'Kafka’s default',
}

/** Those that somebody has chosen; the others on request. */
export function Settings({ of }: { of: readonly Setting[] }) {
  const [isWhole, setWhole] = useState(false)
  const chosen = of.filter(({ source }) => source !== 'default')
  const shown = isWhole ? of : chosen
  if (of.length === 0) return <p className="text-ink-2">No setting is known.</p>
  return (
    <div className="space-y-3">
      {shown.length === 0 ? (
        <p className="text-ink-2">All {of.length} settings have Kafka’s defaults.</p>
      ) : (
        <Table label="Settings" rowKey={({ name }) => name} rows={shown} columns={columns} />
      )}
      <Button aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Show what differs from Kafka’s defaults' : `Show all ${of.length} settings`}
      </Button>
    </div>
  )
}

const columns: readonly Column<Setting>[] = [
  { name: 'Setting', cell: ({ name }) => <Mono>{name}</Mono> },
  { name: 'Value', cell: ({ value }) => <Value of={value} /> },
  { name: 'Set by', cell: ({ source }) => sources[source] },
]

function Value({ of }: { of: string | null }) {
  if (of === null) return <Muted>Hidden by the brokers</Muted>
  return of === '' ? <Muted>Empty</Muted> : <Mono>{of}</Mono>
}

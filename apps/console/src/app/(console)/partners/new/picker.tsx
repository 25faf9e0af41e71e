'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useFaults } from '#change/faults.tsx'
import { Button } from '#components/button.tsx'
import { control } from '#components/field.tsx'
import { Failure, Live } from '#components/live.tsx'
import { mostTopics, ofDraft } from '#share/faults.ts'
import { useTRPC, useTRPCClient } from '#trpc/provider.tsx'
import { AddByName } from './add-by-name.tsx'
import { useChoice } from './use-choice.ts'

const pauseMs = 150
const pageSize = 50
const mostAtOnce = 200

/** Topics of the cluster, as a gateway sees them: by search, one by one or all that match. */
export function Picker({ cluster }: { cluster: string }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [text, setText] = useState('')
  const search = useSettled(text.trim())
  const faults = useFaults('topics', ofDraft)
  const input = { name: cluster, limit: pageSize, ...(search && { search }) }
  const topics = useInfiniteQuery({
    queryKey: [...trpc.physicalCluster.topics.queryKey(input), 'pages'],
    queryFn: ({ pageParam }) =>
      client.physicalCluster.topics.query({ ...input, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: keepPreviousData,
  })
  const rows = topics.data?.pages.flatMap(page => page.rows)
  const total = topics.data?.pages[0]?.total ?? 0
  return (
    <section aria-label={`Topics of ${cluster}`} className="space-y-3">
      <input
        aria-invalid={faults.control['aria-invalid']}
        aria-describedby={faults.control['aria-describedby']}
        type="search"
        aria-label="Search topics"
        placeholder={`Search the topics of ${cluster}`}
        value={text}
        onChange={event => setText(event.target.value)}
        className={control}
      />
      {faults.words}
      <Live of={{ data: rows, error: topics.error }}>
        {rows => (
          <>
            <Found rows={rows} total={total} search={search} cluster={cluster} />
            {topics.hasNextPage && (
              <Button disabled={topics.isFetchingNextPage} onClick={() => void topics.fetchNextPage()}>
                {topics.isFetchingNextPage ? 'Loading more topics…' : 'Load more topics'}
              </Button>
            )}
          </>
        )}
      </Live>
      <AddByName />
    </section>
  )
}

type FoundProps = {
  rows: readonly { name: string; partitions: number; aliases: number }[]
  total: number
  search: string
  cluster: string
}

function Found({ rows, total, search, cluster }: FoundProps) {
  const { has, toggle, add } = useChoice()
  if (total === 0)
    return <p className="text-ink-2">{search ? `No topic matches “${search}”.` : `${cluster} has no topic yet.`}</p>
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-ink-3 text-xs">{search ? `${total} match` : `${total} topics`}</span>
        <SelectAll total={total} search={search} cluster={cluster} onNames={add} />
      </div>
      <ul className="max-h-80 divide-y divide-line overflow-y-auto rounded-lg border border-line">
        {rows.map(({ name, partitions, aliases }) => (
          <li key={name}>
            <label className="flex items-center gap-3 px-3 py-2 hover:bg-surface-1">
              <input type="checkbox" className="accent-accent" checked={has.has(name)} onChange={() => toggle(name)} />
              <span className="min-w-0 flex-1 break-all font-mono text-sm">{name}</span>
              <span className="shrink-0 text-ink-3 text-xs">
                {aliases > 0 && `shared ${aliases === 1 ? 'once' : `${aliases} times`} · `}
                {partitions === 1 ? '1 partition' : `${partitions} partitions`}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </>
  )
}

type SelectAllProps = Omit<FoundProps, 'rows'> & { onNames: (names: readonly string[]) => void }

/** By the search and not by what is loaded of its answer. */
function SelectAll({ total, search, cluster, onNames }: SelectAllProps) {
  const client = useTRPCClient()
  const [error, setError] = useState<{ message: string }>()
  const [isBusy, setBusy] = useState(false)
  const select = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const names: string[] = []
      let cursor: string | undefined
      do {
        const input = { name: cluster, limit: mostAtOnce, ...(search && { search }), ...(cursor && { cursor }) }
        const page = await client.physicalCluster.topics.query(input)
        names.push(...page.rows.map(({ name }) => name))
        cursor = page.cursor
      } while (cursor !== undefined && names.length < mostTopics)
      onNames(names)
    } catch (failure) {
      setError(failure as Error)
    }
    setBusy(false)
  }
  if (total > mostTopics)
    return <span className="text-ink-3 text-xs">{`Search for fewer than ${mostTopics} to select them all.`}</span>
  return (
    <>
      <Button disabled={isBusy} onClick={() => void select()}>
        {search ? `Select all ${total} that match` : `Select all ${total}`}
      </Button>
      {error && <Failure error={error} />}
    </>
  )
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

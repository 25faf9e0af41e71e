'use client'

import { X } from 'lucide-react'
import { useFaults } from '#change/faults.tsx'
import { Button } from '#components/button.tsx'
import { cn } from '#components/class-names.ts'
import { control } from '#components/field.tsx'
import { Section } from '#components/page.tsx'
import { places } from '#share/changes.ts'
import type { Topic } from '#share/draft.ts'
import { aliasOf } from '#share/naming.ts'
import { useSharing } from './sharing.tsx'
import { useChoice } from './use-choice.ts'

/** Each topic with the name that the partner knows it by. */
export function Chosen() {
  const { draft, edit } = useSharing()
  const { topics } = draft
  if (topics.length === 0) return null
  return (
    <Section title={topics.length === 1 ? '1 topic is shared' : `${topics.length} topics are shared`}>
      <ul className="max-h-120 divide-y divide-line overflow-y-auto rounded-lg border border-line">
        {topics.map((topic, index) => (
          <Row key={topic.physical} topic={topic} index={index} />
        ))}
      </ul>
      <Button onClick={() => edit({ topics: [] })}>Take all out</Button>
    </Section>
  )
}

function Row({ topic, index }: { topic: Topic; index: number }) {
  const { draft, edit } = useSharing()
  const { drop } = useChoice()
  const change = places.topic(draft, index)
  const name = useFaults('metadata.name', change)
  const spec = useFaults('spec', change)
  const rename = (alias: string) => {
    const named = alias === aliasOf({ physical: topic.physical }, draft.rule) ? {} : { alias }
    edit({ topics: draft.topics.map((each, i) => (i === index ? { physical: each.physical, ...named } : each)) })
  }
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1 px-3 py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <span className="min-w-0 break-all font-mono text-ink-2 text-sm max-sm:col-span-2">{topic.physical}</span>
      <input
        {...name.control}
        aria-label={`Alias of ${topic.physical}`}
        value={aliasOf(topic, draft.rule)}
        autoComplete="off"
        spellCheck={false}
        onChange={event => rename(event.target.value)}
        className={cn(control, 'py-1 font-mono text-sm', name.messages.length > 0 && 'border-bad')}
      />
      <button
        type="button"
        aria-label={`Take out ${topic.physical}`}
        onClick={() => drop(topic.physical)}
        className="inline-flex size-7 items-center justify-center rounded-md text-ink-3 hover:bg-surface-3 hover:text-ink-1"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
      {(name.words || spec.words) && (
        <div className="col-span-full">
          {name.words}
          {spec.words}
        </div>
      )}
    </li>
  )
}

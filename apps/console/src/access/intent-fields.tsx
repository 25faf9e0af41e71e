'use client'

import { RadioField, TextField } from '#change/fields.tsx'
import type { ResourceType } from './grant.ts'
import { type Answers, type IntentName, intents, type Question } from './intents.ts'
import { PatternField } from './pattern-field.tsx'

export type Intended = { readonly name: IntentName; readonly answers: Answers }

type IntentFieldsProps = {
  value: Intended
  onChange: (value: Intended) => void
  /** The alias topics of today. */
  topics: readonly string[]
}

const options = Object.entries(intents).map(([name, { words, about }]) => [name as IntentName, words, about] as const)

type Several = Exclude<Question, 'application'>

const fields: Readonly<Record<Several, { label: string; resourceType: ResourceType }>> = {
  topics: { label: 'Topics', resourceType: 'TOPIC' },
  outputs: { label: 'Topics it writes to', resourceType: 'TOPIC' },
  groups: { label: 'Consumer groups', resourceType: 'GROUP' },
  transactionalIds: { label: 'Transactional ids', resourceType: 'TRANSACTIONAL_ID' },
}

/** First what a client is to do; then only what that makes it necessary to ask. */
export function IntentFields({ value: { name, answers }, onChange, topics }: IntentFieldsProps) {
  const set = (change: Partial<Answers>) => onChange({ name, answers: { ...answers, ...change } })
  const { asks }: { readonly asks: readonly Question[] } = intents[name]
  return (
    <>
      <RadioField
        label="What clients do"
        path="intent"
        value={name}
        onChange={name => onChange({ name, answers })}
        options={options}
      />
      {asks.includes('application') && (
        <TextField
          label="Application id"
          path="application"
          mono
          value={answers.application}
          onChange={application => set({ application })}
          hint="Its application.id, after which Kafka Streams names its group, internal topics and transactional ids."
        />
      )}
      {asks
        .filter(each => each !== 'application')
        .map(each => (
          <PatternField
            key={each}
            {...fields[each]}
            {...(name === 'STREAMS' && each === 'topics' && { label: 'Topics it reads' })}
            value={answers[each]}
            onChange={choice => set({ [each]: choice })}
            {...(fields[each].resourceType === 'TOPIC' && { names: topics })}
          />
        ))}
      {asks.length > 0 && (
        <TextField
          label="From host"
          path="host"
          mono
          value={answers.host}
          onChange={host => set({ host: host.trim() })}
          hint="An address that clients connect from, or * for any."
        />
      )}
    </>
  )
}

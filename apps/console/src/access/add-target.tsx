'use client'

import { aclResourceTypes } from '@tidegate/resources/acl-words'
import { useState } from 'react'
import { SelectField, TextField } from '#change/fields.tsx'
import { Button } from '#components/button.tsx'
import { clusterPattern, literal, type Pattern, type ResourceType, type Target } from './grant.ts'
import { capital, nouns } from './words.ts'

type Draft = { resourceType: ResourceType; by: 'NAME' | 'PREFIX' | 'ANY'; name: string; host: string }

const fresh: Draft = { resourceType: 'TOPIC', by: 'NAME', name: '', host: '*' }

const types = aclResourceTypes.map(type => [type, capital(nouns[type])] as const)

function patternOf({ resourceType, by, name }: Draft): Pattern {
  if (resourceType === 'CLUSTER') return clusterPattern
  if (by === 'ANY') return literal(resourceType, '*')
  return { resourceType, name: name.trim(), patternType: by === 'PREFIX' ? 'PREFIXED' : 'LITERAL' }
}

/** A resource whose operations are then set one by one. */
export function AddTarget({ onAdd, topics }: { onAdd: (target: Target) => void; topics: readonly string[] }) {
  const [draft, setDraft] = useState(fresh)
  const { resourceType, by, name, host } = draft
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const isNamed = resourceType !== 'CLUSTER' && by !== 'ANY'
  const add = () => {
    onAdd({ pattern: patternOf(draft), host: host.trim() || '*' })
    setDraft(fresh)
  }
  return (
    <fieldset className="grid gap-3 rounded-lg border border-line border-dashed px-4 py-3 sm:grid-cols-2 sm:items-start">
      <legend className="px-1 text-ink-2">Add a resource</legend>
      <SelectField
        label="Type"
        path="target.type"
        value={resourceType}
        onChange={resourceType => set({ resourceType })}
        options={types}
      />
      {resourceType !== 'CLUSTER' && (
        <SelectField
          label="Which"
          path="target.by"
          value={by}
          onChange={by => set({ by })}
          options={[
            ['NAME', 'This one'],
            ['PREFIX', 'All that begin with'],
            ['ANY', 'Any'],
          ]}
        />
      )}
      {isNamed && (
        <TextField
          label={by === 'PREFIX' ? 'Beginning of the name' : 'Name of the resource'}
          path="target.name"
          mono
          value={name}
          onChange={name => set({ name })}
          {...(resourceType === 'TOPIC' && { list: topics.slice(0, 200) })}
        />
      )}
      <TextField label="Host" path="target.host" mono value={host} onChange={host => set({ host })} hint="* for any." />
      <div>
        <Button onClick={add} disabled={isNamed && name.trim() === ''}>
          Add resource
        </Button>
      </div>
    </fieldset>
  )
}

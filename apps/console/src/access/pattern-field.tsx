'use client'

import { useId } from 'react'
import { SelectField, TextField } from '#change/fields.tsx'
import { cn } from '#components/class-names.ts'
import type { ResourceType } from './grant.ts'
import { type Choice, patternsOf } from './intents.ts'
import { matching } from './warnings.ts'
import { nouns } from './words.ts'

type PatternFieldProps = {
  label: string
  resourceType: ResourceType
  value: Choice
  onChange: (value: Choice) => void
  /** What there is today, where that is known. */
  names?: readonly string[]
}

/** How many are offered, and how many are listed, at once. */
const OFFERED = 24
const LISTED = 8

const fresh: Readonly<Record<Choice['by'], Choice>> = {
  NAMES: { by: 'NAMES', names: [] },
  PREFIX: { by: 'PREFIX', prefix: '' },
  ANY: { by: 'ANY' },
}

/** Some by name, those that begin with something, or any; beside it always what that means today. */
export function PatternField({ label, resourceType, value, onChange, names }: PatternFieldProps) {
  const noun = nouns[resourceType]
  const id = useId()
  return (
    <fieldset className="grid gap-3 rounded-lg border border-line px-4 py-3">
      <legend className="px-1 text-ink-2">{label}</legend>
      <SelectField
        label={`Which ${noun}s`}
        path={id}
        value={value.by}
        onChange={by => onChange(fresh[by])}
        options={[
          ['NAMES', 'These'],
          ['PREFIX', 'All that begin with'],
          ['ANY', 'Any'],
        ]}
      />
      {value.by === 'NAMES' && <Names {...{ noun, value, onChange, names }} />}
      {value.by === 'PREFIX' && (
        <TextField
          label="Beginning"
          path={id}
          mono
          value={value.prefix}
          onChange={prefix => onChange({ by: 'PREFIX', prefix })}
        />
      )}
      {names && value.by !== 'NAMES' && <Matches of={matching(patternsOf(value, resourceType), names)} noun={noun} />}
    </fieldset>
  )
}

type NamesProps = {
  noun: string
  value: Extract<Choice, { by: 'NAMES' }>
  onChange: (value: Choice) => void
  names: readonly string[] | undefined
}

const namesIn = (text: string): string[] => [...new Set(text.split(/[,\s]+/).filter(name => name !== ''))]

/** Typed, or picked from what there is. The text is the state: what is half typed is a name too. */
function Names({ noun, value, onChange, names = [] }: NamesProps) {
  const chosen = new Set(value.names)
  const typed = value.names.at(-1)?.toLowerCase() ?? ''
  const isTyping = typed !== '' && !names.some(name => name.toLowerCase() === typed)
  const offered = names.filter(name => !isTyping || chosen.has(name) || name.toLowerCase().includes(typed))
  const pick = (name: string) => {
    const whole = isTyping && name.toLowerCase().includes(typed) ? value.names.slice(0, -1) : value.names
    const kept = whole.filter(each => each !== '')
    onChange({ by: 'NAMES', names: chosen.has(name) ? kept.filter(each => each !== name) : [...kept, name] })
  }
  return (
    <>
      <TextField
        label={`Names of ${noun}s`}
        path={`names of ${noun}s`}
        mono
        value={value.names.join(' ')}
        onChange={text =>
          onChange({ by: 'NAMES', names: /[,\s]$/.test(text) ? [...namesIn(text), ''] : namesIn(text) })
        }
        hint="Several with spaces between."
      />
      {offered.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {offered.slice(0, OFFERED).map(name => (
            <button
              key={name}
              type="button"
              aria-pressed={chosen.has(name)}
              onClick={() => pick(name)}
              className={cn(
                'max-w-full break-all rounded-md border border-line-strong px-2 py-1 font-mono text-xs hover:bg-surface-3',
                chosen.has(name) && 'border-accent bg-accent/8 text-accent',
              )}
            >
              {name}
            </button>
          ))}
          {offered.length > OFFERED && <More count={offered.length - OFFERED} />}
        </div>
      )}
    </>
  )
}

const More = ({ count }: { count: number }) => (
  <span className="py-1 text-ink-3 text-xs">{`and ${count} more: type a part of the name`}</span>
)

const Matches = ({ of, noun }: { of: readonly string[]; noun: string }) => (
  <p className="break-words text-ink-2 text-xs" aria-live="polite">
    {of.length === 0
      ? `No ${noun} today. `
      : `${of.length} ${noun}${of.length === 1 ? '' : 's'} today: ${of.slice(0, LISTED).join(', ')}${of.length > LISTED ? ', …' : ''}. `}
    {`Those that come later are included.`}
  </p>
)

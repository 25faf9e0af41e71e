'use client'

import { type ReactNode, useId, useState } from 'react'
import { cn } from '#components/class-names.ts'
import { control } from '#components/field.tsx'
import { useFaults } from './faults.tsx'

type FieldProps<Value> = {
  label: string
  /** Of the manifest, as the server names it: `spec.physicalName`. */
  path: string
  /** The place of the change that it is of, among all. */
  change?: number
  hint?: ReactNode
  value: Value
  onChange: (value: Value) => void
  disabled?: boolean
}

type TextFieldProps = FieldProps<string> & {
  type?: 'text' | 'date' | 'email' | 'password'
  placeholder?: string
  mono?: boolean
  rows?: number
  list?: readonly string[]
}

export function TextField({ label, path, change, hint, value, onChange, rows, mono, list, ...rest }: TextFieldProps) {
  const faults = useFaults(path, change)
  const id = useId()
  const common = {
    ...rest,
    ...faults.control,
    id,
    value,
    autoComplete: 'off',
    spellCheck: !mono,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    className: cn(control, mono && 'font-mono text-sm', faults.messages.length > 0 && 'border-bad'),
  }
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {rows === undefined ? <input {...common} list={list && `${id}-list`} /> : <textarea {...common} rows={rows} />}
      {list && (
        <datalist id={`${id}-list`}>
          {list.map(each => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {faults.words}
      {hint && <span className="text-ink-3 text-xs">{hint}</span>}
    </div>
  )
}

type ChoiceFieldProps<Value extends string> = FieldProps<Value> & {
  options: readonly (readonly [value: Value, words: string])[]
}

/** One of a few, from a list that opens. */
export function SelectField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, path, change, hint, value, onChange, options, disabled } = props
  const faults = useFaults(path, change)
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <select
        {...faults.control}
        id={id}
        value={value}
        disabled={disabled}
        onChange={event => onChange(event.target.value as Value)}
        className={cn(control, faults.messages.length > 0 && 'border-bad')}
      >
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
      {faults.words}
      {hint && <span className="text-ink-3 text-xs">{hint}</span>}
    </div>
  )
}

/** One of a few that are worth to be read before they are chosen from. */
export function RadioField<Value extends string>(
  props: Omit<ChoiceFieldProps<Value>, 'options'> & {
    options: readonly (readonly [value: Value, words: string, about: ReactNode])[]
  },
) {
  const { label, path, change, hint, value, onChange, options, disabled } = props
  const faults = useFaults(path, change)
  const name = useId()
  return (
    <fieldset className="grid gap-2" aria-describedby={faults.control['aria-describedby']}>
      <legend className="pb-1.5 text-ink-2">{label}</legend>
      {options.map(([each, words, about]) => (
        <label
          key={each}
          className="flex gap-3 rounded-lg border border-line px-3 py-2.5 has-checked:border-accent has-checked:bg-accent/5"
        >
          <input
            type="radio"
            name={name}
            className="mt-0.5 size-4 shrink-0 accent-accent"
            checked={each === value}
            disabled={disabled}
            onBlur={faults.control.onBlur}
            onChange={() => onChange(each)}
          />
          <span className="min-w-0">
            <span className="block font-medium">{words}</span>
            <span className="block text-ink-2">{about}</span>
          </span>
        </label>
      ))}
      {faults.words}
      {hint && <span className="text-ink-3 text-xs">{hint}</span>}
    </fieldset>
  )
}

type NamesFieldProps = FieldProps<string[]> & { placeholder?: string }

/** Several names, with commas or spaces between. */
export function NamesField({ value, onChange, ...props }: NamesFieldProps) {
  const [text, setText] = useState(value.join(', '))
  const isOther = namesIn(text).join() !== value.join()
  return (
    <TextField
      {...props}
      mono
      value={isOther ? value.join(', ') : text}
      onChange={typed => {
        setText(typed)
        onChange(namesIn(typed))
      }}
    />
  )
}

const namesIn = (text: string): string[] => text.split(/[,\s]+/).filter(name => name !== '')

const Label = ({ htmlFor, children }: { htmlFor: string; children: ReactNode }) => (
  <label htmlFor={htmlFor} className="text-ink-2">
    {children}
  </label>
)

import type { ReactNode } from 'react'
import { control } from '#components/field.tsx'

/** As it is typed. */
export type Question = {
  readonly from: 'end' | 'beginning' | 'offset'
  readonly partition: string
  readonly offset: string
  readonly limit: string
}

export const emptyQuestion: Question = { from: 'end', partition: '', offset: '0', limit: '20' }

export const queryOf = ({ from, partition, offset, limit }: Question) => ({
  from,
  limit: Number(limit),
  ...(partition !== '' && { partition: Number(partition) }),
  ...(from === 'offset' && { offset: Number(offset), partition: Number(partition) }),
})

const starts = { end: 'The last ones', beginning: 'The first ones', offset: 'From an offset' } as const

type QuestionFieldsProps = { value: Question; onChange: (question: Question) => void }

export function QuestionFields({ value, onChange }: QuestionFieldsProps) {
  const isAt = value.from === 'offset'
  const edit = (change: Partial<Question>) => onChange({ ...value, ...change })
  return (
    <>
      <Labelled label="Which">
        <select
          value={value.from}
          onChange={({ target }) => edit({ from: target.value as Question['from'] })}
          className={`${control} h-9`}
        >
          {Object.entries(starts).map(([from, words]) => (
            <option key={from} value={from}>
              {words}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label="Partition">
        <Digits
          value={value.partition}
          isNeeded={isAt}
          placeholder={isAt ? '' : 'all'}
          onChange={partition => edit({ partition })}
        />
      </Labelled>
      {isAt && (
        <Labelled label="Offset">
          <Digits value={value.offset} isNeeded onChange={offset => edit({ offset })} />
        </Labelled>
      )}
      <Labelled label="How many">
        <Digits value={value.limit} isNeeded most={50} onChange={limit => edit({ limit })} />
      </Labelled>
    </>
  )
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it holds.
  <label className="grid gap-1.5">
    <span className="text-ink-2">{label}</span>
    {children}
  </label>
)

type DigitsProps = {
  value: string
  isNeeded: boolean
  most?: number
  placeholder?: string
  onChange: (value: string) => void
}

const Digits = ({ value, isNeeded, most, placeholder, onChange }: DigitsProps) => (
  <input
    type="number"
    min={most === undefined ? 0 : 1}
    max={most}
    required={isNeeded}
    placeholder={placeholder}
    value={value}
    onChange={({ target }) => onChange(target.value)}
    className={`${control} h-9 max-w-28`}
  />
)

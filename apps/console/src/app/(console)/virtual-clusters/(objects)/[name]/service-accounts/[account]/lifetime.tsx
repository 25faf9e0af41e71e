'use client'

import { useId } from 'react'
import { control } from '#components/field.tsx'

const days = [7, 30, 90]
const most = 3650

export type Lifetime = { readonly isOwn: boolean; readonly text: string }

export const usual: Lifetime = { isOwn: false, text: '90' }

/** Undefined where what was typed is none. */
export function daysOf({ text }: Lifetime): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined
}

type LifetimeFieldProps = { value: Lifetime; onChange: (value: Lifetime) => void }

export function LifetimeField({ value, onChange }: LifetimeFieldProps) {
  const id = useId()
  const isWrong = daysOf(value) === undefined
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-ink-2">
        It works for
      </label>
      <select
        id={id}
        className={control}
        value={value.isOwn ? 'own' : value.text}
        onChange={({ target }) =>
          onChange(target.value === 'own' ? { isOwn: true, text: '' } : { isOwn: false, text: target.value })
        }
      >
        {days.map(each => (
          <option key={each} value={each}>
            {`${each} days`}
          </option>
        ))}
        <option value="own">Another time</option>
      </select>
      {value.isOwn && (
        <>
          <label htmlFor={`${id}-days`} className="text-ink-2">
            Days
          </label>
          <input
            id={`${id}-days`}
            inputMode="numeric"
            autoComplete="off"
            className={control}
            value={value.text}
            aria-invalid={value.text !== '' && isWrong}
            aria-describedby={`${id}-rule`}
            onChange={({ target }) => onChange({ isOwn: true, text: target.value })}
          />
          <span id={`${id}-rule`} className={isWrong && value.text !== '' ? 'text-bad text-xs' : 'text-ink-3 text-xs'}>
            {`A whole number from 1 to ${most}.`}
          </span>
        </>
      )}
    </div>
  )
}

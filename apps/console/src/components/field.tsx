import type { ComponentProps } from 'react'

type FieldProps = Omit<ComponentProps<'input'>, 'className'> & { label: string; hint?: string }

export const control =
  'w-full rounded-md border border-line-strong bg-surface-2 px-3 py-2 text-ink-1 focus-visible:outline-offset-0'

export const Field = ({ label, hint, ...input }: FieldProps) => (
  <label className="grid gap-1.5">
    <span className="text-ink-2">{label}</span>
    <input required {...input} className={control} />
    {hint && <span className="text-ink-3 text-xs">{hint}</span>}
  </label>
)

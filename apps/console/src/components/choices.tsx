import { useId } from 'react'
import { cn } from '#components/class-names.ts'
import { control } from '#components/field.tsx'

type ChooserProps = {
  label: string
  value: string
  options: readonly string[]
  onChoose: (value: string) => void
}

/** One name of several. */
export const Chooser = ({ label, value, options, onChoose }: ChooserProps) => (
  <label className="grid min-w-0 gap-1.5">
    <span className="text-ink-2">{label}</span>
    <select value={value} onChange={({ target }) => onChoose(target.value)} className={control}>
      {options.map(each => (
        <option key={each}>{each}</option>
      ))}
    </select>
  </label>
)

type SegmentsProps<Value extends string> = {
  label: string
  value: Value
  options: readonly (readonly [value: Value, words: string])[]
  onChoose: (value: Value) => void
}

/** One of two or three that stand side by side. */
export function Segments<Value extends string>({ label, value, options, onChoose }: SegmentsProps<Value>) {
  const name = useId()
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="pb-1.5 text-ink-2">{label}</legend>
      <div className="flex rounded-md border border-line-strong bg-surface-2 p-0.5">
        {options.map(([each, words]) => (
          <label
            key={each}
            className={cn(
              'relative flex-1 rounded-sm px-3 py-1.5 text-center text-ink-2 hover:text-ink-1',
              'has-checked:bg-surface-3 has-checked:font-medium has-checked:text-ink-1',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent',
            )}
          >
            <input
              type="radio"
              name={name}
              className="absolute inset-0 opacity-0"
              checked={each === value}
              onChange={() => onChoose(each)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

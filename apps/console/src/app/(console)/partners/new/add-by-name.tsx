'use client'

import { useId, useState } from 'react'
import { Button } from '#components/button.tsx'
import { control } from '#components/field.tsx'
import { useChoice } from './use-choice.ts'

/** For who has a list of names already. That they exist is looked up with everything else. */
export function AddByName() {
  const [text, setText] = useState('')
  const { add } = useChoice()
  const id = useId()
  const names = text.split(/[\s,]+/).filter(name => name !== '')
  return (
    <details>
      <summary className="cursor-pointer text-ink-2">Add by name</summary>
      <div className="grid gap-2 pt-2">
        <label htmlFor={id} className="text-ink-2">
          Names, one in each line
        </label>
        <textarea
          id={id}
          rows={3}
          value={text}
          spellCheck={false}
          onChange={event => setText(event.target.value)}
          className={`${control} font-mono text-sm`}
        />
        <Button
          className="justify-self-start"
          disabled={names.length === 0}
          onClick={() => {
            add(names)
            setText('')
          }}
        >
          {names.length === 1 ? 'Add 1 topic' : `Add ${names.length} topics`}
        </Button>
      </div>
    </details>
  )
}

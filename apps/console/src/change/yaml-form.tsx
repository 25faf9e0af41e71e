'use client'

import { type ReactNode, useState } from 'react'
import { ChangeForm } from './change-form.tsx'
import { TextField } from './fields.tsx'
import type { Applied } from './use-apply.ts'
import type { Expected } from './wanted.ts'

type YamlFormProps = {
  yaml: string
  base: readonly Expected[]
  back: string
  done: (applied: Applied) => ReactNode
}

/** The same as a form, as text: what is edited here is planned and applied in the same way. */
export function YamlForm({ yaml, base: first, back, done }: YamlFormProps) {
  const [{ text, base }, setDraft] = useState({ text: yaml, base: first })
  return (
    <ChangeForm
      wanted={{ yaml: text }}
      base={base}
      verb="Apply"
      back={back}
      done={done}
      onDiscard={() => setDraft({ text: yaml, base: first })}
    >
      <TextField
        label="YAML"
        path="yaml"
        mono
        rows={Math.min(32, Math.max(12, yaml.split('\n').length + 2))}
        value={text}
        onChange={text => setDraft({ text, base })}
        hint="Documents are separated by ---. Secrets that are left out stay as they are."
      />
    </ChangeForm>
  )
}

'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import type { Refusal } from '#answer.ts'
import { ask } from '#components/ask.ts'
import { Button } from '#components/button.tsx'
import { Notice } from '#components/notice.tsx'

type DoorFormProps = {
  action: string
  submit: string
  /** What is sent beside the fields. */
  also: Readonly<Record<string, string>>
  look?: 'main' | 'plain'
  refusal?: Refusal | undefined
  /** Where the page is to stay. */
  onDone?: () => void
  children?: ReactNode
}

/** Leads on with a whole load of the next page, which then has the new session, unless this one stays. */
export function DoorForm({ action, submit, also, look = 'main', refusal: first, onDone, children }: DoorFormProps) {
  const [refusal, setRefusal] = useState(first)
  const [isBusy, setBusy] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(event.currentTarget))
    setBusy(true)
    const answer = await ask(action, { ...fields, ...also })
    if ('to' in answer && !onDone) return window.location.assign(answer.to)
    setBusy(false)
    if ('to' in answer) return onDone?.()
    setRefusal(answer.refusal)
  }
  return (
    <form onSubmit={event => void send(event)} method="post" className="space-y-4">
      {refusal && <Notice tone="bad" {...refusal} />}
      {children}
      <Button type="submit" look={look} disabled={isBusy} className="w-full px-4 py-2">
        {submit}
      </Button>
    </form>
  )
}

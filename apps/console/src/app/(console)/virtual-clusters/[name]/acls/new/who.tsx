'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { principalPath } from '#access/paths.ts'
import { Button } from '#components/button.tsx'
import { control } from '#components/field.tsx'
import { Live } from '#components/live.tsx'
import { Section } from '#components/page.tsx'
import { useTRPC } from '#trpc/provider.tsx'

/** Who gets access: an account there is, everybody, or a principal that has no account yet. */
export function Who({ vCluster }: { vCluster: string }) {
  const accounts = useQuery(useTRPC().gatewayServiceAccount.list.queryOptions({ vCluster }))
  return (
    <Section title="Who gets access">
      <Live of={accounts}>
        {accounts => <Choose vCluster={vCluster} users={accounts.map(({ metadata }) => metadata.name)} />}
      </Live>
    </Section>
  )
}

/** A name without a type is that of a user. */
const principalOf = (text: string): string => (text.includes(':') ? text : `User:${text}`)

function Choose({ vCluster, users }: { vCluster: string; users: readonly string[] }) {
  const { push } = useRouter()
  const [text, setText] = useState('')
  const id = useId()
  const go = (event: FormEvent) => {
    event.preventDefault()
    push(principalPath(vCluster, principalOf(text.trim())))
  }
  return (
    <form onSubmit={go} className="grid max-w-prose gap-3">
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-ink-2">
          Account or principal
        </label>
        <input
          id={id}
          list={`${id}-list`}
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={event => setText(event.target.value)}
          className={`${control} font-mono text-sm`}
        />
        <datalist id={`${id}-list`}>
          {[...users, 'User:*'].map(each => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <span className="text-ink-3 text-xs">
          The name of a service account, or User:* for everybody. Rules may come before the account.
        </span>
      </div>
      <div>
        <Button type="submit" look="main" disabled={text.trim() === ''}>
          Choose what it may do
        </Button>
      </div>
    </form>
  )
}

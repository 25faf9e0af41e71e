'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId, useState } from 'react'
import { ChangeForm } from '#change/change-form.tsx'
import { buttonLook } from '#components/button.tsx'
import { control } from '#components/field.tsx'
import { Failure, Live } from '#components/live.tsx'
import { isRefused } from '#components/trouble.ts'
import { useTRPC } from '#trpc/provider.tsx'
import { useRename } from './use-rename.ts'

const graces = [
  [24, 'One day'],
  [7 * 24, 'Seven days'],
  [30 * 24, '30 days'],
  [90 * 24, '90 days'],
] as const

type Key = { vCluster: string; name: string }

/** A new name for a topic that clients use: both work until they all have moved, or until the old one’s time is over. */
export function Rename(key: Key) {
  const alias = useQuery(useTRPC().aliasTopic.get.queryOptions(key))
  return <Live of={alias}>{() => <RenameForm {...key} />}</Live>
}

function RenameForm({ vCluster, name }: Key) {
  const [to, setTo] = useState('')
  const [graceHours, setGrace] = useState<number>(7 * 24)
  const { changes, error } = useRename({ vCluster, name, to, graceHours })
  const list = `/virtual-clusters/${vCluster}/alias-topics`
  return (
    <ChangeForm
      wanted={{ changes }}
      verb={to === '' ? 'Rename' : `Rename to ${to}`}
      back={`${list}/${name}`}
      done={() => (
        <Link href={`${list}/${name}`} className={buttonLook('main')}>
          See who uses the old name
        </Link>
      )}
    >
      <p className="max-w-prose text-ink-2">
        {`A topic gets a second name. Clients may use ${name} beside it for a time, so that each moves when it can. Records and the offsets of groups are the same under both, and rights that name ${name} are given for the new name too.`}
      </p>
      <NewName value={to} error={error} onChange={setTo} />
      <Grace name={name} value={graceHours} onChange={setGrace} />
      {error && !isRefused(error) && <Failure error={error} />}
    </ChangeForm>
  )
}

type NewNameProps = { value: string; error: { message: string } | null; onChange: (name: string) => void }

function NewName({ value, error, onChange }: NewNameProps) {
  const id = useId()
  const refusal = error && isRefused(error) ? error.message : undefined
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-ink-2">
        New name
      </label>
      <input
        id={id}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
        aria-invalid={refusal !== undefined}
        aria-describedby={`${id}-fault`}
        className={`${control} font-mono text-sm`}
      />
      <span id={`${id}-fault`} role="status" className="text-bad text-xs">
        {refusal}
      </span>
    </div>
  )
}

function Grace({ name, value, onChange }: { name: string; value: number; onChange: (hours: number) => void }) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-ink-2">
        Both names work for
      </label>
      <select id={id} className={control} value={value} onChange={({ target }) => onChange(Number(target.value))}>
        {graces.map(([hours, words]) => (
          <option key={hours} value={hours}>
            {words}
          </option>
        ))}
      </select>
      <span className="text-ink-3 text-xs">{`Then clients know ${name} no more. Who still uses it is listed meanwhile.`}</span>
    </div>
  )
}

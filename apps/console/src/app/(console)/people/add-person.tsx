import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Role } from '@tidegate/store'
import type { FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { control, Field } from '#components/field.tsx'
import { Failure } from '#components/live.tsx'
import { Section } from '#components/page.tsx'
import { roleNames, roles } from '#components/role-names.ts'
import { useTRPC } from '#trpc/provider.tsx'
import type { ShownLink } from './password-link.tsx'

export function AddPerson({ onAdded }: { onAdded: (link: ShownLink) => void }) {
  const trpc = useTRPC()
  const client = useQueryClient()
  const add = useMutation(trpc.person.add.mutationOptions())
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const field = (name: string) => String(new FormData(form).get(name))
    const person = { name: field('name'), email: field('email'), role: field('role') as Role }
    add.mutate(person, {
      onSuccess: link => {
        form.reset()
        onAdded({ email: person.email, ...link })
        return client.invalidateQueries(trpc.person.list.queryFilter())
      },
    })
  }
  return (
    <Section title="Add a person">
      {add.error && <Failure error={add.error} />}
      <form onSubmit={send} className="grid max-w-prose gap-4 sm:grid-cols-2">
        <Field name="name" label="Name" autoComplete="off" maxLength={200} />
        <Field name="email" label="E-mail" type="email" autoComplete="off" />
        <label className="grid gap-1.5">
          <span className="text-ink-2">Role</span>
          <select name="role" aria-label="Role" className={control}>
            {roles.map(each => (
              <option key={each} value={each}>
                {roleNames[each]}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" look="main" disabled={add.isPending} className="self-end justify-self-start px-4 py-2">
          Add
        </Button>
      </form>
    </Section>
  )
}

'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Ago } from '#components/ago.tsx'
import { Button } from '#components/button.tsx'
import { Failure, Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { type Column, Table } from '#components/table.tsx'
import { isSignedOut } from '#components/trouble.ts'
import { type Person, useTRPC } from '#trpc/provider.tsx'
import { AddPerson } from './add-person.tsx'
import { PasswordLink, type ShownLink } from './password-link.tsx'
import { RemovePerson } from './remove-person.tsx'
import { RoleSelect } from './role-select.tsx'

/** Where the database is away nobody knows who may what, and the procedure says what is wrong. */
export const People = ({ isRoleKnown }: { isRoleKnown: boolean }) =>
  useMay('people') || !isRoleKnown ? <Managed /> : <ForOwners />

const ForOwners = () => (
  <Notice
    tone="info"
    what="Only an Owner sees and manages people."
    why="Your role does not include it."
    next="Ask an Owner for what you need."
  />
)

function Managed() {
  const trpc = useTRPC()
  const client = useQueryClient()
  const [link, setLink] = useState<ShownLink>()
  const onSuccess = () => client.invalidateQueries(trpc.person.list.queryFilter())
  const people = useQuery(trpc.person.list.queryOptions())
  const setRole = useMutation(trpc.person.setRole.mutationOptions({ onSuccess }))
  const remove = useMutation(trpc.person.remove.mutationOptions({ onSuccess }))
  const offer = useMutation(trpc.person.offerPassword.mutationOptions())
  const failure = setRole.error ?? remove.error ?? offer.error
  const forget = () => {
    for (const each of [setRole, remove, offer]) each.reset()
  }
  const giveLink = ({ id, email }: Person) => {
    forget()
    offer.mutate({ id }, { onSuccess: made => setLink({ email, ...made }) })
  }
  const columns: readonly Column<Person>[] = [
    { name: 'Name', cell: ({ name, isYou }) => (isYou ? `${name} (you)` : name) },
    { name: 'E-mail', cell: ({ email }) => email },
    {
      name: 'Role',
      cell: person => (
        <RoleSelect
          of={person}
          onChange={role => {
            forget()
            setRole.mutate({ id: person.id, role })
          }}
        />
      ),
    },
    { name: 'Signs in with', cell: ({ signsInWith }) => <SignsInWith of={signsInWith} /> },
    { name: 'Last seen', cell: ({ seen }) => (seen ? <Ago at={seen} /> : <Muted>Not signed in</Muted>) },
    {
      name: 'Change',
      cell: person => (
        <div className="flex flex-wrap gap-2">
          <Button aria-label={`New password link for ${person.email}`} onClick={() => giveLink(person)}>
            Password link
          </Button>
          <RemovePerson
            of={person}
            onRemove={() => {
              forget()
              remove.mutate({ id: person.id })
            }}
          />
        </div>
      ),
    },
  ]
  return (
    <div className="space-y-6">
      {failure && !isSignedOut(failure) && <Failure error={failure} />}
      {link && <PasswordLink link={link} onClose={() => setLink(undefined)} />}
      <Live of={people}>{rows => <Table label="People" rowKey={({ id }) => id} rows={rows} columns={columns} />}</Live>
      <AddPerson onAdded={setLink} />
    </div>
  )
}

const words = { password: 'Password', provider: 'Your organisation' }

const SignsInWith = ({ of }: { of: Person['signsInWith'] }) =>
  of.length === 0 ? <Muted>Nothing yet: the link waits</Muted> : of.map(each => words[each]).join(', ')

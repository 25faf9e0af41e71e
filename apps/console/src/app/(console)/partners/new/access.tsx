'use client'

import { TextField } from '#change/fields.tsx'
import { Button } from '#components/button.tsx'
import { accountName } from '#share/accounts.ts'
import { places } from '#share/changes.ts'
import { freshAccount } from '#share/draft.ts'
import { AccountFields } from './account-fields.tsx'
import { Rights } from './rights.tsx'
import { useSharing } from './sharing.tsx'

export function AccessStep() {
  const { draft, edit } = useSharing()
  const { accounts, superUser } = draft
  return (
    <>
      {accounts.map((account, index) => (
        <AccountFields
          // biome-ignore lint/suspicious/noArrayIndexKey: an account that follows from the partner has no other name.
          key={index}
          account={account}
          index={index}
        />
      ))}
      <Button onClick={() => edit({ accounts: [...accounts, freshAccount] })}>Add an account</Button>
      <TextField
        label="Super user"
        path="metadata.name"
        change={places.superUser}
        mono
        value={superUser}
        onChange={superUser => edit({ superUser })}
        hint="Yours, not the partner’s: it may do everything in the virtual cluster, and gives rights with Kafka’s own tools."
      />
      <Rights of={accounts.map((account, index) => ({ account, name: accountName(account, { draft, index }) }))} />
    </>
  )
}

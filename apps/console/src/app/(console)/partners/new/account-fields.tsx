'use client'

import { SelectField, TextField } from '#change/fields.tsx'
import { Button } from '#components/button.tsx'
import { accountName, grantWords, groupPrefix, mayRead } from '#share/accounts.ts'
import { places } from '#share/changes.ts'
import type { Account } from '#share/draft.ts'
import { useSharing } from './sharing.tsx'

const templates = [
  ['read', grantWords.read],
  ['write', grantWords.write],
  ['both', grantWords.both],
  ['custom', 'Custom, topic by topic'],
] as const

/** Whom the partner's clients sign in as. */
export function AccountFields({ account, index }: { account: Account; index: number }) {
  const { draft, edit } = useSharing()
  const name = accountName(account, { draft, index })
  const change = places.account(index)
  const set = (part: Partial<Account>) =>
    edit({ accounts: draft.accounts.map((each, i) => (i === index ? { ...each, ...part } : each)) })
  return (
    <fieldset className="grid gap-4 rounded-lg border border-line px-4 pb-4 sm:grid-cols-2">
      <legend className="px-1 text-ink-2">{draft.accounts.length === 1 ? 'Account' : `Account ${index + 1}`}</legend>
      <TextField
        label="Name of the account"
        path="metadata.name"
        change={change}
        mono
        value={name}
        onChange={name => set({ name })}
      />
      <SelectField
        label="May"
        path="template"
        change={change}
        value={account.template}
        onChange={template => set({ template })}
        options={templates}
      />
      {mayRead(account, draft) && (
        <TextField
          label="Its consumer groups begin with"
          path="group"
          change={change}
          mono
          value={groupPrefix(account, draft)}
          onChange={groupPrefix => set({ groupPrefix })}
          hint="It may use every group whose name begins so."
        />
      )}
      {draft.accounts.length > 1 && (
        <Button
          className="self-end justify-self-start"
          onClick={() => edit({ accounts: draft.accounts.filter((_, i) => i !== index) })}
        >
          {`Take out ${name}`}
        </Button>
      )}
    </fieldset>
  )
}

'use client'

import { Menu } from '@base-ui/react/menu'
import type { Role } from '@tidegate/store'
import { Check, ChevronsUpDown, CircleUser } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ask } from '#components/ask.ts'
import { roleNames } from '#components/role-names.ts'
import { type Theme, themeCookie, themes } from '#theme.ts'

const names: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' }
const yearSeconds = 365 * 24 * 60 * 60

function wear(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it for the first paint; cookieStore is not everywhere.
  document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`
}

/** Where the console cannot be told, the session stays open, and its page says so. */
async function signOut(): Promise<void> {
  const answer = await ask('/api/sign-out', {})
  window.location.assign('to' in answer ? answer.to : '/sessions')
}

const item =
  'flex w-full cursor-default items-center gap-2 rounded-md py-1.5 pr-3 pl-8 text-left outline-none data-highlighted:bg-surface-3'

export function AccountMenu({ email, role, theme }: { email: string; role: Role | undefined; theme: Theme }) {
  const [chosen, setChosen] = useState(theme)
  const choose = (value: Theme) => {
    wear(value)
    setChosen(value)
  }
  return (
    <Menu.Root>
      <Menu.Trigger className="flex w-full min-w-0 items-center gap-2.5 rounded-md px-2 py-1.5 text-ink-2 hover:bg-surface-3 hover:text-ink-1">
        <CircleUser aria-hidden="true" className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 truncate text-left">{email}</span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="start" className="z-20 outline-none">
          <Menu.Popup className="min-w-52 rounded-lg border border-line bg-surface-2 p-1 text-ink-1 shadow-raised outline-none">
            <Menu.RadioGroup value={chosen} onValueChange={choose}>
              <Menu.GroupLabel className="px-3 py-1 text-ink-3 text-xs">Appearance</Menu.GroupLabel>
              {themes.map(value => (
                <Menu.RadioItem key={value} value={value} closeOnClick={false} className={`relative ${item}`}>
                  <Menu.RadioItemIndicator className="absolute left-2.5">
                    <Check aria-hidden="true" className="size-4" />
                  </Menu.RadioItemIndicator>
                  {names[value]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line" />
            {role && <p className="px-3 py-1 text-ink-3 text-xs">{roleNames[role]}</p>}
            <Menu.LinkItem closeOnClick className={item} render={<Link href="/sessions" />}>
              Sessions
            </Menu.LinkItem>
            <Menu.Item className={item} onClick={() => void signOut()}>
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

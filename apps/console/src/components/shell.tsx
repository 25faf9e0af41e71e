import type { Role } from '@tidegate/store'
import { cookies } from 'next/headers'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AccountMenu } from '#components/account-menu.tsx'
import { Mark } from '#components/mark.tsx'
import { MobileMenu } from '#components/mobile-menu.tsx'
import { Navigation } from '#components/navigation.tsx'
import { Palette } from '#components/palette.tsx'
import { themeCookie, themeNamed } from '#theme.ts'

/** What stands around every page: places to go on the left, or behind a button where there is no room. */
export async function Shell({ email, role, children }: { email: string; role: Role | undefined; children: ReactNode }) {
  const theme = themeNamed((await cookies()).get(themeCookie)?.value)
  const account = <AccountMenu email={email} role={role} theme={theme} />
  return (
    <>
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-surface-2 focus:p-3">
        Skip to content
      </a>
      <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <aside className="sticky top-(--band) hidden h-[calc(100dvh-var(--band))] flex-col gap-6 overflow-y-auto border-line border-r bg-surface-1 p-3 lg:flex">
          <Home />
          <Palette />
          <Navigation />
          <div className="mt-auto">{account}</div>
        </aside>
        <div className="flex items-center justify-between border-line border-b bg-surface-1 px-2 py-2 sm:px-6 lg:hidden">
          <Home />
          <MobileMenu>{account}</MobileMenu>
        </div>
        <main id="content" tabIndex={-1} className="outline-none">
          {children}
        </main>
      </div>
    </>
  )
}

const Home = () => (
  <Link href="/" className="flex items-center gap-2 rounded-md px-2 py-1 font-semibold text-lg tracking-tight">
    <Mark />
    Tidegate
  </Link>
)

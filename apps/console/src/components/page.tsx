import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonLook } from '#components/button.tsx'
import { LivePill } from '#components/live-pill.tsx'

/** What one comes here to do. */
type Act = { href: string; words: string }

type PageProps = { title: string; about?: ReactNode; above?: ReactNode; act?: Act; children: ReactNode }

export const Page = ({ title, about, above, act, children }: PageProps) => (
  <div className="max-w-page space-y-6 px-4 py-6 sm:px-8">
    <header className="space-y-1">
      {above}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{title}</h1>
        <div className="flex flex-wrap items-center gap-3">
          <LivePill />
          {act && (
            <Link href={act.href} className={buttonLook('main')}>
              {act.words}
            </Link>
          )}
        </div>
      </div>
      {about && <p className="max-w-prose text-ink-2">{about}</p>}
    </header>
    {children}
  </div>
)

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="space-y-3">
    <h2 className="font-semibold text-lg">{title}</h2>
    {children}
  </section>
)

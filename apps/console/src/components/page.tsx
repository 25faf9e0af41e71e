import type { ReactNode } from 'react'
import { LivePill } from '#components/live-pill.tsx'

type PageProps = { title: string; about?: ReactNode; above?: ReactNode; children: ReactNode }

export const Page = ({ title, about, above, children }: PageProps) => (
  <div className="max-w-page space-y-6 px-4 py-6 sm:px-8">
    <header className="space-y-1">
      {above}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{title}</h1>
        <LivePill />
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

import type { ReactNode } from 'react'
import { Mark } from '#components/mark.tsx'

/** A page for who is not signed in. */
export const Door = ({ title, about, children }: { title: string; about?: string; children: ReactNode }) => (
  <main className="mx-auto flex min-h-[calc(100dvh-var(--band))] max-w-96 flex-col justify-center gap-6 px-6 py-12">
    <p className="flex items-center gap-2 font-semibold text-lg tracking-tight">
      <Mark />
      Tidegate
    </p>
    <div className="space-y-2">
      <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      {about && <p className="text-ink-2">{about}</p>}
    </div>
    {children}
  </main>
)

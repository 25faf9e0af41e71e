import type { ReactNode } from 'react'

type EmptyProps = { title: string; about: string; children?: ReactNode }

/** Nothing here yet: what would stand here, and below it the exact text that makes the first. */
export const Empty = ({ title, about, children }: EmptyProps) => (
  <div className="rounded-lg border border-line border-dashed px-4 py-8 sm:px-8">
    <div className="max-w-prose space-y-3">
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="text-ink-2">{about}</p>
      {children}
    </div>
  </div>
)

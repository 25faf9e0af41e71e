import type { ReactNode } from 'react'

/** Name and value pairs that describe one thing. */
export const Facts = ({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className="divide-y divide-line rounded-lg border border-line">
    {of.map(([name, value]) => (
      <div key={name} className="grid gap-x-6 gap-y-1 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
        <dt className="text-ink-3">{name}</dt>
        <dd className="min-w-0 break-words">{value}</dd>
      </div>
    ))}
  </dl>
)

import type { ReactNode } from 'react'

/** Text that is typed into a machine: addresses, names of topics, principals. */
export const Mono = ({ children }: { children: ReactNode }) => (
  <span className="break-all font-mono text-sm">{children}</span>
)

export const Muted = ({ children }: { children: ReactNode }) => <span className="text-ink-3">{children}</span>

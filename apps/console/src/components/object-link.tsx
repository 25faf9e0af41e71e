import Link from 'next/link'
import type { ReactNode } from 'react'

/** From a table to the page of what a row is about. */
export const ObjectLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="text-accent underline-offset-2 hover:underline">
    {children}
  </Link>
)

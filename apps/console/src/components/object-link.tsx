import Link from 'next/link'
import type { ReactNode } from 'react'

type ObjectLinkProps = {
  href: string
  /** Among words colour alone does not tell it from them. */
  isInText?: true
  children: ReactNode
}

/** To the page of an object. */
export const ObjectLink = ({ href, isInText, children }: ObjectLinkProps) => (
  <Link href={href} className={`text-accent underline-offset-2 ${isInText ? 'underline' : 'hover:underline'}`}>
    {children}
  </Link>
)

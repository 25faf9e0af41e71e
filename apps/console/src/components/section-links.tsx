'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type SectionLink = { readonly href: string; readonly title: string; readonly count?: number | undefined }

/** The sections of one object, each with an address of its own; what lies below a section belongs to it. */
export function SectionLinks({ of, sections }: { of: string; sections: readonly SectionLink[] }) {
  const path = decodeURIComponent(usePathname())
  const isWithin = (href: string) => path === href || path.startsWith(`${href}/`)
  const current = sections
    .map(({ href }) => decodeURIComponent(href))
    .filter(isWithin)
    .reduce((longest, href) => (href.length > longest.length ? href : longest), '')
  return (
    <nav aria-label={of} className="-mx-4 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-4 sm:gap-6">
        {sections.map(({ href, title, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current === decodeURIComponent(href) ? 'page' : undefined}
              className="-mb-px flex gap-1.5 whitespace-nowrap border-transparent border-b-2 py-2 text-ink-2 hover:text-ink-1 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink-1"
            >
              {title}
              {count !== undefined && <span className="text-ink-3 max-sm:hidden">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

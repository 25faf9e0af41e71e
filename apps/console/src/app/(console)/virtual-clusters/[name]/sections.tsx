'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTRPC } from '#trpc/provider.tsx'

/** The sections of one virtual cluster, each with an address of its own. */
export function Sections({ name }: { name: string }) {
  const path = usePathname()
  const { data } = useQuery(useTRPC().virtualCluster.overview.queryOptions({ name }))
  const base = `/virtual-clusters/${name}`
  const sections = [
    { href: base, title: 'Overview' },
    { href: `${base}/alias-topics`, title: 'Alias topics', count: data?.counts.aliases },
    { href: `${base}/service-accounts`, title: 'Service accounts', count: data?.counts.accounts },
    { href: `${base}/acls`, title: 'Access', count: data?.counts.acls },
    { href: `${base}/activity`, title: 'Activity' },
    { href: `${base}/yaml`, title: 'YAML' },
  ]
  return (
    <nav aria-label={name} className="-mx-4 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-4 sm:gap-6">
        {sections.map(({ href, title, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href || (href !== base && path.startsWith(`${href}/`)) ? 'page' : undefined}
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

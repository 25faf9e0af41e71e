'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { accessPath, viewAsPath } from '#access/paths.ts'
import { buttonLook } from '#components/button.tsx'
import { useMay } from '#components/may.tsx'

/** Access, seen in several ways. */
export function Views({ vCluster }: { vCluster: string }) {
  const path = usePathname()
  const mayWrite = useMay('write')
  const base = accessPath(vCluster)
  const views = [
    { href: base, title: 'By principal' },
    { href: `${base}/all`, title: 'All rules' },
    { href: `${base}/explore`, title: 'Who can' },
    { href: viewAsPath(vCluster), title: 'View as partner' },
  ]
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <nav aria-label="Access" className="-mx-4 max-w-full overflow-x-auto px-4 sm:mx-0 sm:px-0">
        <ul className="flex gap-1">
          {views.map(({ href, title }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={path === href ? 'page' : undefined}
                className="block whitespace-nowrap rounded-md px-3 py-1.5 text-ink-2 hover:bg-surface-3 hover:text-ink-1 aria-[current]:bg-surface-3 aria-[current]:font-medium aria-[current]:text-ink-1"
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {mayWrite && (
        <Link href={`${base}/new`} className={buttonLook('main')}>
          Give access
        </Link>
      )}
    </div>
  )
}

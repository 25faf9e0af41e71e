'use client'

import { Boxes, Cable, type LucideIcon, Server, Users, Waypoints } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

type Place = { href: string; name: string; icon: LucideIcon }

const groups: readonly { title: string; places: readonly Place[] }[] = [
  {
    title: 'Operate',
    places: [
      { href: '/gateways', name: 'Gateways', icon: Waypoints },
      { href: '/connections', name: 'Connections', icon: Cable },
      { href: '/clusters', name: 'Physical clusters', icon: Server },
    ],
  },
  { title: 'Share', places: [{ href: '/virtual-clusters', name: 'Virtual clusters', icon: Boxes }] },
  { title: 'Manage', places: [{ href: '/people', name: 'People', icon: Users }] },
]

const isWithin = (path: string, href: string) => path === href || path.startsWith(`${href}/`)

export function Navigation({ onGo }: { onGo?: () => void }) {
  const path = usePathname()
  return (
    <nav aria-label="Main" className="space-y-5">
      {groups.map(({ title, places }) => (
        <div key={title}>
          <h2 className="px-2 pb-1 text-ink-3 text-xs">{title}</h2>
          <ul className="space-y-0.5">
            {places.map(place => (
              <li key={place.href}>
                <PlaceLink place={place} isCurrent={isWithin(path, place.href)} onGo={onGo} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function PlaceLink({ place, isCurrent, onGo }: { place: Place; isCurrent: boolean; onGo: (() => void) | undefined }) {
  const { href, name, icon: Icon } = place
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onGo}
      className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-ink-2 hover:bg-surface-3 hover:text-ink-1 aria-[current]:bg-surface-3 aria-[current]:font-medium aria-[current]:text-ink-1"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {name}
    </Link>
  )
}

'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type Place, placeGroups } from '#components/places.ts'

const isWithin = (path: string, href: string) => path === href || path.startsWith(`${href}/`)

export function Navigation({ onGo }: { onGo?: () => void }) {
  const path = usePathname()
  return (
    <nav aria-label="Main" className="space-y-5">
      {placeGroups.map(({ title, places }) => (
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
